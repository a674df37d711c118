using System.CommandLine;
using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Dialects;
using Scim.Core.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim token</c>: the bearer tokens.</summary>
internal static class TokenCommand
{
    private static readonly Actor Caller = new("(command line)", Environment.UserName, null, null);

    private static readonly string Dialects = string.Join(", ", ClientDialect.Names.Order(StringComparer.Ordinal));

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    public static Command Create(ScimCommandLine line) => new Verb("token", "Makes, lists, replaces and revokes bearer tokens.", "scim token create --name entra")
    {
        CreateVerb(line),
        ListVerb(line),
        RotateVerb(line),
        RevokeVerb(line),
    };

    private static Verb CreateVerb(ScimCommandLine line)
    {
        var name = new Option<string>("--name") { Description = "What the token is called in the audit log.", Required = true };
        var scope = new Option<TokenScope?>("--scope")
        {
            Description = "What it may do; each includes the ones before it. [default: provision]",
            HelpName = "read|provision|admin",
        };
        var expires = CommandOptions.Duration("--expires", "How long it is valid.", Lifetime);
        var dialect = new Option<string?>("--dialect") { Description = $"The client's dialect, where it isn't the one of the configuration: {Dialects}." };
        dialect.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && ClientDialect.Find(text) is null)
            {
                result.AddError($"There is no dialect '{text}': expected one of {Dialects}.");
            }
        });
        var json = JsonOption();
        var create = new Verb("create", "Makes a token and prints its secret, once.", "scim token create --name entra --expires 180d")
        {
            name, scope, expires, dialect, json,
        };
        create.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: true, ct);
            var issued = await session.Get<TokenIssuer>().CreateAsync(
                parsed.GetRequiredValue(name).Trim(), parsed.GetValue(scope) ?? TokenScope.Provision, CommandOptions.Read(parsed, expires, Lifetime), parsed.GetValue(dialect), Caller, ct);
            await new TokenAnnouncement(issued, session).WriteAsync(Terminal.Of(parsed), parsed.GetValue(json));
            return ScimCommandLine.Done;
        });
        return create;
    }

    private static Verb ListVerb(ScimCommandLine line)
    {
        var json = JsonOption();
        var list = new Verb("list", "Lists all tokens; their secrets are nowhere.", "scim token list") { json };
        list.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var now = session.Get<TimeProvider>().GetUtcNow();
            var tokens = await session.Get<ITokenStore>().ListAsync(ct);
            string[][] rows = [.. tokens.Select(token => new[]
            {
                token.Id,
                token.Name,
                ScopeNames.Of(token.Scope),
                CommandOptions.Day(token.Created),
                CommandOptions.Day(token.Expires),
                token.Revoked is not null ? "revoked" : token.Expires <= now ? "expired" : "valid",
            })];
            var terminal = Terminal.Of(parsed);
            await (parsed.GetValue(json) ? terminal.JsonAsync(["id", "name", "scope", "created", "expires", "state"], rows)
                : rows.Length == 0 ? terminal.LineAsync("No tokens.")
                : terminal.TableAsync(["Id", "Name", "Scope", "Created", "Expires", "State"], rows, plainHeadings: true));
            return ScimCommandLine.Done;
        });
        return list;
    }

    private static Verb RotateVerb(ScimCommandLine line)
    {
        var id = IdArgument();
        var overlap = CommandOptions.Duration("--overlap", "How long the old one stays valid beside the new one.", Overlap);
        var json = JsonOption();
        var rotate = new Verb("rotate", "Makes a new token in place of an old one, which stays valid for a while.", "scim token rotate k3v9q2m8xwab --overlap 2h")
        {
            id, overlap, json,
        };
        rotate.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var old = await FindAsync(session, parsed.GetRequiredValue(id), ct);
            if (old.Revoked is not null)
            {
                throw new CommandFailedException($"The token {old.Id} is revoked: expected one that is valid; \"scim token create\" makes a new one.");
            }

            var issued = await session.Get<TokenIssuer>().RotateAsync(old, CommandOptions.Read(parsed, overlap, Overlap), Caller, ct);
            await new TokenAnnouncement(issued, session).WriteAsync(Terminal.Of(parsed), parsed.GetValue(json));
            return ScimCommandLine.Done;
        });
        return rotate;
    }

    private static Verb RevokeVerb(ScimCommandLine line)
    {
        var id = IdArgument();
        var revoke = new Verb("revoke", "Makes a token invalid at once and for ever.", "scim token revoke k3v9q2m8xwab") { id };
        revoke.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var token = await FindAsync(session, parsed.GetRequiredValue(id), ct);
            await session.Get<TokenIssuer>().RevokeAsync(token, Caller, ct);
            await Terminal.Of(parsed).LineAsync($"The token {token.Id} ({token.Name}) is revoked.");
            return ScimCommandLine.Done;
        });
        return revoke;
    }

    private static async Task<StoredToken> FindAsync(StoreSession session, string id, CancellationToken ct) =>
        await session.Get<ITokenStore>().FindAsync(id, ct)
        ?? throw new CommandFailedException($"There is no token {id}: \"scim token list\" shows all.");

    private static Argument<string> IdArgument() => new("id") { Description = "The token's id, as \"scim token list\" shows it." };

    private static Option<bool> JsonOption() => new("--json") { Description = "Prints JSON for scripts." };
}
