using System.Collections.Concurrent;
using System.Collections.Immutable;
using Scim.Core.Adapters;

namespace Scim.Core.Auditing;

/// <summary>
/// What one request leaves behind. The endpoint makes it, the provisioner writes into it what it does, and it becomes one audit entry:
/// in the change's own transaction, or at the request's end where nothing was changed.
/// </summary>
public sealed class AuditTrail
{
    /// <summary>Notes that an entry has at most: a body of 100 000 odd values is told by the first kinds of oddness.</summary>
    private const int MostNotes = 100;

    private readonly ConcurrentQueue<ProductCall> _product = new();
    private readonly ConcurrentQueue<string> _notes = new();
    private readonly TimeProvider _time;
    private readonly long _started;

    public AuditTrail(string requestId, Actor actor, string action, TimeProvider time)
    {
        RequestId = requestId;
        Actor = actor;
        Action = action;
        _time = time;
        _started = time.GetTimestamp();
    }

    public string RequestId { get; }

    public Actor Actor { get; set; }

    /// <summary>The HTTP request, where one began it; of a query by POST (RFC 7644 §3.4.3) with its parameters where a GET has them.</summary>
    public AuditRequest? Request { get; set; }

    /// <summary>The client dialect in which the request is read.</summary>
    public string? Dialect { get; set; }

    /// <summary>One of <see cref="AuditAction"/>; the provisioner makes it more exact as it learns what the request comes to.</summary>
    public string Action { get; set; }

    public AuditResource? Resource { get; set; }

    public ImmutableArray<AttributeChange> Changes { get; set; } = [];

    /// <summary>Whether nothing had to be done.</summary>
    public bool IsNoop { get; set; }

    /// <summary>Whether an entry stands in the log already.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Collects the product calls made in the present asynchronous context from here on.</summary>
    public void Listen() => ProductCalls.Listen(call =>
        _product.Enqueue(new(call.Method, call.Path, call.Status, call.Elapsed.TotalMilliseconds, call.Attempt)));

    /// <summary>Adds a sentence, once: what the dialect changed, what was ignored, what the product can't store.</summary>
    public void Note(string sentence)
    {
        if (_notes.Count < MostNotes && !_notes.Contains(sentence, StringComparer.Ordinal))
        {
            _notes.Enqueue(sentence);
        }
    }

    /// <summary>The entry for an answer with <paramref name="status"/>, and the trail is done.</summary>
    public AuditEntry Close(int status, string? scimType = null, string? detail = null)
    {
        IsWritten = true;
        var outcome = status >= 400 ? AuditOutcome.Failure : IsNoop ? AuditOutcome.Noop : AuditOutcome.Success;
        return Entry(Action, outcome, status, scimType, detail, Changes);
    }

    /// <summary>A further entry of the same request, such as a drift that a read has seen.</summary>
    public AuditEntry Aside(string action, ImmutableArray<AttributeChange> changes, AuditResource? resource = null, string? detail = null) =>
        Entry(action, AuditOutcome.Success, 0, null, detail, changes) with { Resource = resource ?? Resource };

    private AuditEntry Entry(
        string action, AuditOutcome outcome, int status, string? scimType, string? detail, ImmutableArray<AttributeChange> changes)
    {
        var now = _time.GetUtcNow();
        return new(
            Guid.CreateVersion7(now).ToString(),
            now,
            RequestId,
            Actor,
            action,
            Resource,
            outcome,
            status,
            scimType,
            detail,
            changes,
            [.. _product],
            [.. _notes],
            _time.GetElapsedTime(_started).TotalMilliseconds)
        {
            Request = Request,
            Dialect = Dialect,
        };
    }
}
