using System.Collections.Immutable;

namespace Scim.Core.Patching;

/// <summary>
/// What a request does to a group's members, by SCIM id. It can be computed without reading them, so its cost depends on the change and
/// not on the group. <see cref="Add"/> and <see cref="Remove"/> have nothing in common.
/// </summary>
/// <param name="ReplaceAll">The members become exactly <paramref name="Add"/>; <paramref name="Remove"/> is empty.</param>
public sealed record MemberChange(bool ReplaceAll, ImmutableHashSet<string> Add, ImmutableHashSet<string> Remove)
{
    public static readonly MemberChange None = new(false, [], []);

    public bool IsNone => !ReplaceAll && Add.IsEmpty && Remove.IsEmpty;

    public static MemberChange Adding(IEnumerable<string> ids) => new(false, [.. ids], []);

    public static MemberChange Removing(IEnumerable<string> ids) => new(false, [], [.. ids]);

    public static MemberChange ReplacingWith(IEnumerable<string> ids) => new(true, [.. ids], []);

    /// <summary>This change, then <paramref name="next"/>, as one.</summary>
    public MemberChange Then(MemberChange next) => (ReplaceAll, next.ReplaceAll) switch
    {
        (_, true) => next,
        (true, false) => new(true, Add.Except(next.Remove).Union(next.Add), []),
        _ => new(false, Add.Except(next.Remove).Union(next.Add), Remove.Except(next.Add).Union(next.Remove)),
    };
}
