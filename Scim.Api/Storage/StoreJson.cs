using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>What the store keeps as JSON of its own. Text stays readable: nothing of it is ever put into HTML.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(ProductLink))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(string?[]))]
[JsonSerializable(typeof(string?[][]))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>The context to use; the generated default escapes all but ASCII.</summary>
    public static StoreJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<AuditOutcome>(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>A list as <see cref="SqlDialect.Rows"/> takes it.</summary>
    public static string List(IEnumerable<string> values) =>
        JsonSerializer.Serialize(values.Select(v => new[] { v }).ToArray(), Plain.StringArrayArray);
}
