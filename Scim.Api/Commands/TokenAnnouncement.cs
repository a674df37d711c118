using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Api.Authentication;
using Scim.Api.Configuration;
using Scim.Api.Endpoints;

namespace Scim.Api.Commands;

/// <summary>Tells a new token's secret, and where the two values go.</summary>
internal sealed class TokenAnnouncement(IssuedToken issued, StoreSession session)
{
    private const string Placeholder = "https://<this gateway>/scim/v2";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task WriteAsync(Terminal terminal, bool json) => json ? WriteJsonAsync(terminal) : WriteTextAsync(terminal);

    private async Task WriteTextAsync(Terminal terminal)
    {
        var url = PublicAddress.Of(session.Options);
        await terminal.LineAsync($"Token {issued.Token.Id} ({issued.Token.Name}), scope {ScopeNames.Of(issued.Token.Scope)}, "
            + $"valid until {CommandOptions.Day(issued.Token.Expires)} UTC.");
        await terminal.LineAsync("Microsoft Entra ID, Provisioning, Admin Credentials:");
        await terminal.LineAsync($"  Tenant URL:   {url ?? Placeholder}");
        await terminal.LineAsync($"  Secret Token: {issued.Text.Reveal()}");
        if (url is null)
        {
            await terminal.LineAsync($"Set {ScimOptions.Section}:{nameof(ScimOptions.PublicUrl)} to the address that clients use, and it stands here.");
        }

        await terminal.LineAsync("The secret isn't shown again.");
        await terminal.LineAsync(session.IsNew
            ? $"The store {session.Place} was made for it: a service that keeps its store elsewhere doesn't know this token."
            : $"Store: {session.Place}");
    }

    private async Task WriteJsonAsync(Terminal terminal)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", issued.Token.Id);
            json.WriteString("name", issued.Token.Name);
            json.WriteString("scope", ScopeNames.Of(issued.Token.Scope));
            json.WriteString("expires", issued.Token.Expires);
            json.WriteString("secret", issued.Text.Reveal());
            json.WriteString("scimUrl", PublicAddress.Of(session.Options) ?? Placeholder);
            json.WriteString("store", session.Place);
            json.WriteBoolean("storeIsNew", session.IsNew);
            json.WriteEndObject();
        }

        await terminal.LineAsync(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
