using System.Net;
using System.Text.Json;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>What the gateway answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Json, string RequestId, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Text("id")!;

    public string? Detail => Text("detail");

    public string? ScimType => Text("scimType");

    public string? Version => Text("meta", "version");

    /// <summary>The ids of a list's resources.</summary>
    public string[] Found => Json.TryGetProperty("Resources", out var list) ? [.. list.EnumerateArray().Select(r => r.GetProperty("id").GetString()!)] : [];

    public bool IsActive => Json.GetProperty("active").GetBoolean();

    /// <summary>The text of an attribute or sub-attribute, or null.</summary>
    public string? Text(string attribute, string? sub = null)
    {
        if (Json.ValueKind != JsonValueKind.Object || !Json.TryGetProperty(attribute, out var value))
        {
            return null;
        }

        return sub is null ? value.GetString() : value.TryGetProperty(sub, out var part) ? part.GetString() : null;
    }

    /// <summary>The values of <c>emails</c>.</summary>
    public string[] Emails => Json.TryGetProperty("emails", out var list) ? [.. list.EnumerateArray().Select(e => e.GetProperty("value").GetString()!)] : [];

    public static async Task<Answer> OfAsync(HttpResponseMessage message)
    {
        var text = await message.Content.ReadAsStringAsync();
        return new(
            message.StatusCode,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text),
            message.Headers.GetValues("X-Request-Id").Single(),
            message.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }
}
