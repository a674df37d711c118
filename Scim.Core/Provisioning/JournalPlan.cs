using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scim.Core.Auditing;
using Scim.Core.Patching;

namespace Scim.Core.Provisioning;

/// <summary>
/// What a journal entry is to reach: enough to look at the product, plan from there and finish, in this process or another. The steps
/// are what the first plan was; recovery shows them and plans anew.
/// </summary>
/// <param name="Document">The resource afterwards, in the store's form; null where it becomes a tombstone.</param>
/// <param name="Named">Top-level attributes that the request names.</param>
/// <param name="Members">What happens to a group's members.</param>
/// <param name="Known">What ended the last attempt; null where none has come to an end.</param>
internal sealed record JournalPlan(
    string RequestId, Actor Actor, string? Document, ImmutableArray<string> Named, PlannedMembers? Members, ImmutableArray<Step> Steps, string? Known = null)
{
    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Default.JournalPlan);

    public static JournalPlan Parse(string json) =>
        JsonSerializer.Deserialize(json, JournalJson.Default.JournalPlan) ?? throw new JsonException("A journal entry's plan is null.");
}

/// <summary><see cref="MemberChange"/> as it is written into the journal.</summary>
internal sealed record PlannedMembers(bool ReplaceAll, ImmutableArray<string> Add, ImmutableArray<string> Remove)
{
    public static PlannedMembers Of(MemberChange change) => new(change.ReplaceAll, [.. change.Add], [.. change.Remove]);

    public MemberChange ToChange() => new(ReplaceAll, [.. Add], [.. Remove]);
}

[JsonSerializable(typeof(JournalPlan))]
internal sealed partial class JournalJson : JsonSerializerContext;
