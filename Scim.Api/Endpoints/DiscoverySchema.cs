using System.Collections.Immutable;
using System.Text.Json;

namespace Scim.Api.Endpoints;

/// <summary>
/// A schema of what the service provider says of itself (RFC 7643 §8.7.2): data beside this file that is answered as it stands. It isn't in the
/// catalog, since nothing is ever provisioned by it.
/// </summary>
internal sealed record DiscoverySchema(string Id, string Name, string Description, JsonElement Attributes)
{
    public static ImmutableArray<DiscoverySchema> All { get; } = [Read("ServiceProviderConfig"), Read("ResourceType"), Read("Schema")];

    private static DiscoverySchema Read(string name)
    {
        using var stream = typeof(DiscoverySchema).Assembly.GetManifestResourceStream($"Discovery.{name}.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var reader = new Utf8JsonReader(bytes.ToArray());
        var schema = JsonElement.ParseValue(ref reader);
        return new(
            schema.GetProperty("id").GetString()!, schema.GetProperty("name").GetString()!, schema.GetProperty("description").GetString()!, schema.GetProperty("attributes"));
    }
}
