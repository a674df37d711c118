namespace Scim.Api.Commands.Replay;

/// <summary>One line of the replay's table.</summary>
internal sealed class ReplayPhase(string name)
{
    public string Name { get; } = name;

    public int Requests { get; set; }

    public long ProductCalls { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>A sentence for each answer that wasn't as it should be.</summary>
    public List<string> Mismatches { get; } = [];
}
