using System.Text.Json;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A row of the table <c>journal</c>, both ways.</summary>
internal sealed class JournalRow
{
    /// <summary>The columns of <c>journal j</c>.</summary>
    public const string Columns =
        "j.id as Id, j.type as Type, j.resource_id as ResourceId, j.action as Action, j.names as Names, j.plan as Plan, "
        + "j.owner as Owner, j.opened as Opened";

    public string Id { get; init; } = "";

    public string Type { get; init; } = "";

    public string ResourceId { get; init; } = "";

    public string Action { get; init; } = "";

    public string Names { get; init; } = "";

    public string Plan { get; init; } = "";

    public string Owner { get; init; } = "";

    public long Opened { get; init; }

    public static JournalRow Of(JournalEntry entry) => new()
    {
        Id = entry.Id,
        Type = entry.Type,
        ResourceId = entry.ResourceId,
        Action = entry.Action,
        Names = JsonSerializer.Serialize(entry.Names, StoreJson.Plain.ImmutableArrayString),
        Plan = entry.Plan,
        Owner = entry.Owner,
        Opened = Instants.Write(entry.Opened),
    };

    public JournalEntry Read() => new(
        Id, Type, ResourceId, Action, JsonSerializer.Deserialize(Names, StoreJson.Plain.ImmutableArrayString), Plan, Owner, Instants.Read(Opened));
}
