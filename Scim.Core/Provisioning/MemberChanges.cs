using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Auditing;

namespace Scim.Core.Provisioning;

/// <summary>What became of a group's members, in the words of the audit log: who came and who left.</summary>
internal static class MemberChanges
{
    /// <summary>Ids that an entry lists at most; a change of thousands is told by its number.</summary>
    private const int Most = 1000;

    public static ImmutableArray<AttributeChange> Of(StepReport report)
    {
        var changes = ImmutableArray.CreateBuilder<AttributeChange>(2);
        if (report.Removed is { Length: > 0 } removed)
        {
            changes.Add(new("members", Text(removed), null));
        }

        if (report.Added is { Length: > 0 } added)
        {
            changes.Add(new("members", null, Text(added)));
        }

        return changes.ToImmutable();
    }

    private static string Text(ImmutableArray<string> ids) => ids.Length > Most
        ? $"{ids.Length} members"
        : JsonSerializer.Serialize([.. ids], MemberJson.Default.StringArray);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class MemberJson : System.Text.Json.Serialization.JsonSerializerContext;
