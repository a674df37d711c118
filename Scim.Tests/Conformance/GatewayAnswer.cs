using System.Text.Json;

namespace Scim.Tests.Conformance;

/// <summary>What the gateway said.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON, undefined where there is none.</param>
/// <param name="Headers">All headers, those of the content among them; names without case.</param>
internal sealed record GatewayAnswer(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Body.GetProperty("id").GetString()!;

    public string? Detail => At("detail");

    public (int Status, string? ScimType) Refusal => (Status, At("scimType"));

    /// <summary>Whether there is something at <c>name.givenName</c>, <c>emails.0.value</c>.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>The text there, or the JSON of what isn't text; null where there is nothing.</summary>
    public string? At(string path) => Find(path) is { } found ? found.ValueKind == JsonValueKind.String ? found.GetString() : found.GetRawText() : null;

    public JsonElement? Find(string path) => Find(path.Split('.'));

    /// <summary>A path with names that have dots of their own, as URNs do.</summary>
    public JsonElement? Find(params string[] path)
    {
        var found = Body;
        foreach (var step in path)
        {
            if (found.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
            {
                return null;
            }
        }

        return found;
    }

    public IEnumerable<string> Names => Body.EnumerateObject().Select(member => member.Name);
}
