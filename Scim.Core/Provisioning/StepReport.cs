using System.Collections.Concurrent;
using System.Collections.Immutable;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>What became of a plan: everything that is known to be done, and the fault that ended it.</summary>
internal sealed class StepReport
{
    private readonly ConcurrentQueue<string> _added = new();
    private readonly ConcurrentQueue<string> _removed = new();
    private readonly ConcurrentQueue<string> _left = new();
    private readonly ConcurrentQueue<string> _gone = new();
    private volatile bool _mayHaveActed;
    private ProductFault? _fault;

    /// <summary>The account as the last step left it, or as it was handed in.</summary>
    public ProductUser? User { get; set; }

    /// <summary>The group as the last step left it, or as it was handed in.</summary>
    public ProductGroup? Group { get; set; }

    /// <summary>Whether the account or group was made by this plan.</summary>
    public bool Created { get; set; }

    /// <summary>Whether an attempt at making it had no certain end: what is found under its name may be ours.</summary>
    public bool MaybeMade { get; set; }

    /// <summary>Whether the product may have changed something for this plan, now or in an earlier attempt; false only where that is certain.</summary>
    public bool MayHaveActed
    {
        get => _mayHaveActed || ChangedAnything || MaybeMade;
        set => _mayHaveActed = value;
    }

    /// <summary>The product doesn't have the account or group that the plan is about.</summary>
    public bool IsLost { get; set; }

    /// <summary>The first fault that somebody told of.</summary>
    public ProductFault? Fault => Volatile.Read(ref _fault);

    public ImmutableArray<string> Added => [.. _added];

    public ImmutableArray<string> Removed => [.. _removed];

    /// <summary>Ids of users that couldn't become members because the product has no account of theirs any more.</summary>
    public ImmutableArray<string> Gone => [.. _gone];

    /// <summary>Ids of groups that the user left.</summary>
    public ImmutableArray<string> LeftGroups => [.. _left];

    public bool IsDone => Fault is null && !IsLost;

    /// <summary>Whether the product was changed before the fault.</summary>
    public bool ChangedAnything => Created || !_added.IsEmpty || !_removed.IsEmpty || !_left.IsEmpty;

    /// <summary>
    /// Tells of a fault. Members go out side by side, so it is never taken back: a fault that got lost among those who had none would make
    /// a change whole that isn't.
    /// </summary>
    public void Fail(ProductFault fault) => Interlocked.CompareExchange(ref _fault, fault, null);

    public void Add(IEnumerable<string> ids) => EnqueueAll(_added, ids);

    public void Remove(IEnumerable<string> ids) => EnqueueAll(_removed, ids);

    public void Miss(IEnumerable<string> ids) => EnqueueAll(_gone, ids);

    public void Leave(string groupId) => _left.Enqueue(groupId);

    private static void EnqueueAll(ConcurrentQueue<string> queue, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            queue.Enqueue(id);
        }
    }
}
