using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>An open entry of the journal, for people: what it is, since when, and what is known of it.</summary>
/// <param name="Known">What ended the last attempt, or that none has come to an end.</param>
public sealed record UnfinishedChange(string Action, string Resource, DateTimeOffset Since, string Known)
{
    public static UnfinishedChange Of(JournalEntry entry)
    {
        var names = entry.Names.Length == 0 ? "" : $" ({string.Join(", ", entry.Names)})";
        return new(entry.Action, $"{entry.Type} {entry.ResourceId}{names}", entry.Opened, KnownOf(entry.Plan));
    }

    // A plan of another version of the gateway is no reason to hide the entry.
    private static string KnownOf(string plan)
    {
        try
        {
            return JournalPlan.Parse(plan).Known ?? "It is under way, or the gateway ended in the middle of it.";
        }
        catch (System.Text.Json.JsonException)
        {
            return "Its plan can't be read: another version of the gateway wrote it.";
        }
    }
}
