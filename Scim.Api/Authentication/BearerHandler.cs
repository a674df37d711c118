using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Scim.Api.Answers;
using Scim.Api.Configuration;
using Scim.Core.Auditing;

namespace Scim.Api.Authentication;

/// <summary>
/// Bearer tokens (RFC 6750). 401 is for authentication and 403 for a token's scope only: Entra takes either for bad credentials and
/// quarantines the whole job.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier tokens, EntraTokenOptions entra)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Realm = "Bearer realm=\"scim\"";

    // Longer than any token of ours and any bootstrap token somebody would paste into Entra's form.
    private const int LongestToken = 4096;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerOf(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (text.Length > LongestToken || await IdentifyAsync(text) is not { } identity)
        {
            return AuthenticateResult.Fail("The bearer token is unknown or expired.");
        }

        if (Context.Features.Get<AuditTrail>() is { } trail)
        {
            trail.Actor = trail.Actor with { Token = identity.Name, Subject = identity.Subject };
        }

        return AuthenticateResult.Success(new(identity.ToPrincipal(SchemeName), SchemeName));
    }

    private async Task<TokenIdentity?> IdentifyAsync(string text) =>
        entra.TenantId is not null && EntraTokens.MayBe(text)
            ? await Context.AuthenticateAsync(EntraTokens.SchemeName) is { Succeeded: true, Principal: var principal } ? TokenIdentity.Of(principal) : null
            : await tokens.VerifyAsync(text, Context.RequestAborted);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<AuditTrail>() is { } trail)
        {
            trail.Action = AuditAction.AuthFailed;
        }

        var came = BearerOf(Request) is not null;
        Response.Headers.WWWAuthenticate = came ? $"{Realm}, error=\"invalid_token\"" : Realm;
        return ScimErrorWriter.WriteAsync(Context, new(401, null, came
            ? "The bearer token is unknown or expired."
            : "A bearer token is missing: expected the header \"Authorization: Bearer …\" with a token made by \"scim token create\"."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\"";
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope;
        return ScimErrorWriter.WriteAsync(Context, new(403, null, needed is null
            ? "The bearer token's scope isn't enough for this."
            : $"The bearer token's scope isn't enough for this: {ScopeNames.Of(needed.Value)} is needed."));
    }

    // The scheme's name has no case (RFC 9110 §11.1).
    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        if (!header.StartsWith(SchemeName, StringComparison.OrdinalIgnoreCase) || header.Length <= SchemeName.Length || header[SchemeName.Length] != ' ')
        {
            return null;
        }

        var text = header[(SchemeName.Length + 1)..].Trim();
        return text.Length == 0 ? null : text;
    }
}
