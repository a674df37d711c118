using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Scim.Core.Dialects;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Vectors;

/// <summary>One line of <c>patch.jsonl</c>: a resource, a request, and what must become of it.</summary>
internal sealed class PatchVector(JsonElement vector, SchemaCatalog catalog)
{
    private const string Self = "self-1";

    /// <summary>The schemas with the vectors' own extension, where it is there.</summary>
    public static SchemaCatalog Catalog { get; } = SharedFiles.Find("vectors/extension-schema.json") is { } path
        ? SchemaCatalog.Create([SchemaReader.Read(File.ReadAllText(path), extension: true)])
        : SchemaCatalog.Create();

    public string Id => vector.GetProperty("id").GetString()!;

    private ResourceType Type => vector.GetProperty("type").GetString() == "Group" ? catalog.Group : catalog.User;

    /// <summary>What is wrong, or null where the vector passes.</summary>
    public string? Failure(ClientDialect dialect)
    {
        string found;
        try
        {
            found = vector.TryGetProperty("operations", out var operations) ? Patched(dialect, operations) : Read(dialect, vector.GetProperty("body"));
        }
        catch (ScimException refused)
        {
            return IsExpected(refused.Error) ? null : $"{refused.Error.Status} {refused.Error.ScimType}: {refused.Error.Detail}";
        }

        if (!vector.TryGetProperty("after", out var after))
        {
            return $"expected {vector.GetProperty("error")}, became {found}";
        }

        var expected = Normal(ResourceReader.Read(Bytes(after), Type, NoTolerance.Instance));
        return expected == found ? null : $"expected {expected}, became {found}";
    }

    private string Patched(ClientDialect dialect, JsonElement operations)
    {
        var before = ResourceReader.Read(Bytes(vector.GetProperty("before")), Type, NoTolerance.Instance);
        var resource = before.Resource.With(Type.Common.Id, new ScimValue.Text(Self));
        var body = Encoding.UTF8.GetBytes($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":{{Encoding.UTF8.GetString(Bytes(operations))}}}""");

        var bound = dialect.ReadPatch(body, Type, new ScimLimits(), _ => { });
        var outcome = PatchEngine.Apply(resource, bound);

        var members = Members.After(before.Members ?? [], outcome.Members);
        return Normal(new ReadResource(outcome.After.With(Type.Common.Id, null), members, []));
    }

    private string Read(ClientDialect dialect, JsonElement body) => Normal(dialect.ReadResource(Bytes(body), Type, _ => { }));

    private bool IsExpected(ScimError error) =>
        vector.TryGetProperty("error", out var expected)
        && expected.GetProperty("status").GetInt32() == error.Status
        && (expected.GetProperty("scimType") is { ValueKind: JsonValueKind.Array } any
            ? any.EnumerateArray().Any(type => type.GetString() == error.ScimType)
            : expected.GetProperty("scimType").GetString() == error.ScimType);

    private static byte[] Bytes(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText().Replace("{{self}}", Self, StringComparison.Ordinal));

    // Elements have no order, and primary: false equals no primary.
    private static string Normal(ReadResource read) =>
        $"{Normal(read.Resource.Attributes)} members: {string.Join(", ", (read.Members ?? []).Order(StringComparer.Ordinal))}";

    private static string Normal(AttributeSet attributes) => "{" + string.Join(", ", attributes
        .Where(entry => !(entry.Attribute.Name == "primary" && entry.Value is ScimValue.Boolean { Value: false }))
        .Select(entry => $"{entry.Attribute.Path}: {Normal(entry.Value)}")) + "}";

    private static string Normal(ScimValue value) => value switch
    {
        ScimValue.Complex complex => Normal(complex.Attributes),
        ScimValue.Many many => "[" + string.Join(", ", many.Values.Select(Normal).Order(StringComparer.Ordinal)) + "]",
        _ => value.ToString(),
    };

    private static class Members
    {
        public static ImmutableArray<string> After(ImmutableArray<string> before, MemberChange change) => change.ReplaceAll
            ? [.. change.Add]
            : [.. before.Except(change.Remove, StringComparer.Ordinal).Union(change.Add, StringComparer.Ordinal)];
    }
}
