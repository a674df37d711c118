namespace Scim.Api.Endpoints.Bulk;

/// <summary>
/// In which order operations are done (RFC 7644 §3.7): as they came, but whoever needs the id of a resource that is yet to be made waits for
/// it, and operations on one resource keep their order. Where a circle of new resources waits for itself (§3.7.1), the first of them goes ahead
/// without its references and comes again when they can be set.
/// </summary>
internal sealed class BulkOrder
{
    private static readonly Comparer<Node> ByIndex = Comparer<Node>.Create((one, other) => one.Index.CompareTo(other.Index));

    private readonly Node[] _nodes;
    private readonly PriorityQueue<Node, int> _ready = new();
    private int _first;

    public BulkOrder(IReadOnlyList<BulkCall> calls)
    {
        _nodes = [.. calls.Select((_, index) => new Node(index))];
        var makers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            if (call is { IsPost: true, Operation.BulkId: { } bulkId })
            {
                makers[bulkId] = _nodes[call.Operation.Index];
            }
        }

        var last = new Dictionary<(object?, string), Node>();
        foreach (var (node, call) in _nodes.Zip(calls))
        {
            foreach (var maker in call.References.Select(r => makers.GetValueOrDefault(r)).OfType<Node>())
            {
                node.Needs.Add(maker);
                maker.NeededBy.Add(node);
            }

            if (call.Target is { } target)
            {
                if (BulkReferences.BulkIdIn(target) is { } own && makers.TryGetValue(own, out var maker))
                {
                    maker.Before.Add(node);
                    node.After.Add(maker);
                }

                if (last.TryGetValue((call.Type, target), out var earlier))
                {
                    earlier.Before.Add(node);
                    node.After.Add(earlier);
                }

                last[(call.Type, target)] = node;
            }
        }

        foreach (var node in _nodes)
        {
            Offer(node);
        }
    }

    /// <summary>
    /// The next one, and whether it has to do without some of its references; it comes a second time then. Null where nothing is left.
    /// </summary>
    public (int Index, bool Without)? Next()
    {
        if (_ready.TryDequeue(out var node, out _))
        {
            node.IsBegun = true;
            return (node.Index, false);
        }

        while (_first < _nodes.Length && _nodes[_first].IsBegun)
        {
            _first++;
        }

        if (_first == _nodes.Length)
        {
            return null;
        }

        node = OnACircle(_nodes[_first]);
        node.IsBegun = true;
        return (node.Index, true);
    }

    /// <summary>The resource of a POST is there, so its id is known.</summary>
    public void Made(int index)
    {
        var node = _nodes[index];
        foreach (var waiting in node.NeededBy)
        {
            waiting.Needs.Remove(node);
            Offer(waiting);
        }

        node.NeededBy.Clear();
    }

    /// <summary>There is nothing more to do about it, well or not.</summary>
    public void Done(int index)
    {
        Made(index);
        var node = _nodes[index];
        foreach (var waiting in node.Before)
        {
            waiting.After.Remove(node);
            Offer(waiting);
        }

        node.Before.Clear();
    }

    private void Offer(Node node)
    {
        if (node.Needs.Count == 0 && node.After.Count == 0)
        {
            _ready.Enqueue(node, node.Index);
        }
    }

    // Everybody left waits for somebody left, so going from one to the next comes round. Nobody is waited for but POSTs and what comes before
    // on the same resource, and a POST waits for POSTs alone: these are what the circle consists of.
    private static Node OnACircle(Node start)
    {
        var (passed, node) = (new HashSet<Node>(), start);
        while (passed.Add(node))
        {
            node = Awaited(node);
        }

        var (first, next) = (node, Awaited(node));
        while (next != node)
        {
            first = next.Index < first.Index ? next : first;
            next = Awaited(next);
        }

        return first;
    }

    private static Node Awaited(Node node) => node.Needs.Min ?? node.After.Min!;

    private sealed class Node(int index)
    {
        public int Index { get; } = index;

        public bool IsBegun { get; set; }

        /// <summary>Whose id this one's body refers to.</summary>
        public SortedSet<Node> Needs { get; } = new(ByIndex);

        /// <summary>What must be over before this one.</summary>
        public SortedSet<Node> After { get; } = new(ByIndex);

        public SortedSet<Node> NeededBy { get; } = new(ByIndex);

        public SortedSet<Node> Before { get; } = new(ByIndex);
    }
}
