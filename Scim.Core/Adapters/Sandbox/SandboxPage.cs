namespace Scim.Core.Adapters.Sandbox;

/// <summary>The part of a list that a request asks for.</summary>
/// <param name="Rows">What is in it.</param>
/// <param name="Start">The index of its first row.</param>
/// <param name="Asked">How many rows were asked for.</param>
/// <param name="Limit">How many rows it may have: the product's own cap is below what some ask for.</param>
/// <param name="Total">How many rows the whole list has.</param>
public sealed record SandboxPage<TRow>(IReadOnlyList<TRow> Rows, int Start, int Asked, int Limit, int Total)
{
    /// <summary>Whether nothing comes behind it.</summary>
    public bool IsLast => Start + Rows.Count >= Total;
}

/// <summary>How a list is cut into pages.</summary>
public static class SandboxPage
{
    /// <param name="all">The whole list.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="start">The query parameter that says where the page begins.</param>
    /// <param name="limit">The query parameter that says how many rows it shall have.</param>
    /// <param name="otherwise">How many it has if nobody says so.</param>
    /// <param name="cap">How many it has at most.</param>
    public static SandboxPage<TRow> Cut<TRow>(IReadOnlyList<TRow> all, SandboxRequest request, string start, string limit, int otherwise, int cap)
    {
        var from = Math.Max(0, request.Number(start, 0));
        var asked = Math.Max(1, request.Number(limit, otherwise));
        var count = Math.Min(asked, cap);
        return new([.. all.Skip(from).Take(count)], from, asked, count, all.Count);
    }
}
