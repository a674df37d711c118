using System.Collections.Immutable;
using Scim.Api.Answers;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>
/// One bulk request on its way: its operations one after the other, each through the same provisioner as a request of its own, with an audit
/// entry of its own.
/// </summary>
internal sealed class BulkRun(ImmutableArray<BulkCall> calls, int? failOnErrors, ResourceOperations resources, BulkAudit audit, Failures failures)
{
    private readonly BulkOrder _order = new(calls);
    private readonly BulkOutcome?[] _outcomes = new BulkOutcome?[calls.Length];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _makers = calls.Where(call => call is { IsPost: true, Operation.BulkId: not null })
        .ToDictionary(call => call.Operation.BulkId!, call => call.Operation.Index, StringComparer.Ordinal);

    /// <summary>What a POST made that still lacks references of a circle.</summary>
    private readonly SortedDictionary<int, (StoredResource Made, ReadResource Said)> _unfinished = [];

    private int _failed;

    /// <summary>What became of the operations that were done, in the order of the request; the others were left undone.</summary>
    /// <exception cref="OperationCanceledException">The client went away: what was begun is finished, the rest not begun.</exception>
    public async Task<ImmutableArray<BulkOutcome>> RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested && (failOnErrors is null || _failed < failOnErrors) && _order.Next() is var (index, without))
            {
                if (_unfinished.ContainsKey(index))
                {
                    await FinishAsync(index);
                }
                else
                {
                    await DoAsync(index, without, ct);
                }
            }
        }
        finally
        {
            foreach (var index in _unfinished.Keys.ToArray())
            {
                await FinishAsync(index);
            }
        }

        ct.ThrowIfCancellationRequested();
        return [.. _outcomes.OfType<BulkOutcome>()];
    }

    /// <param name="without">Whether references to what isn't there yet are left out for now.</param>
    private async Task DoAsync(int index, bool without, CancellationToken ct)
    {
        var call = calls[index];
        string? id = null;
        var outcome = await AuditedAsync(
            call,
            async trail =>
            {
                if (call.Fault is { } fault)
                {
                    throw new ScimException(fault);
                }

                id = call.Target is { } target ? IdOf(target) : null;
                return await CarryOutAsync(call, id, new(without ? KnownOrAwaited : Known), trail, ct);
            },
            error => BulkOutcome.Failed(call, id ?? PlainId(call), error),
            ct);
        if (outcome is { Error: null, Id: { } made } && call.IsPost)
        {
            _ids[call.Operation.BulkId!] = made;
        }

        if (_unfinished.ContainsKey(index))
        {
            _order.Made(index);
        }
        else
        {
            Settle(index, outcome);
        }
    }

    private async Task<BulkOutcome> CarryOutAsync(BulkCall call, string? id, BulkReferences references, AuditTrail trail, CancellationToken ct)
    {
        var type = call.Type!;
        switch (call.Method)
        {
            case "POST":
                var said = references.In(call.Body!);
                var made = await resources.CreateAsync(type, said, trail, ct);
                if (call.References.Any(bulkId => !_ids.ContainsKey(bulkId)))
                {
                    _unfinished[call.Operation.Index] = (made, said);
                    trail.Note("References of a circle are left out for now: what they lead to is yet to be made.");
                }

                return BulkOutcome.Of(call, StatusCodes.Status201Created, made);

            case "PUT":
                return BulkOutcome.Of(
                    call, StatusCodes.Status200OK, await resources.ReplaceAsync(type, id!, references.In(call.Body!), call.Preconditions, trail, ct));

            case "PATCH":
                var patched = await resources.PatchAsync(type, id!, references.In(call.Patch), call.Preconditions, trail, ct);
                return BulkOutcome.Of(call, resources.IsUser(type) ? StatusCodes.Status200OK : StatusCodes.Status204NoContent, patched);

            default:
                await resources.DeleteAsync(type, id!, call.Preconditions, trail, ct);
                return new(call, StatusCodes.Status204NoContent, id, null, null);
        }
    }

    /// <summary>
    /// Sets the references of a circle that were left out (RFC 7644 §3.7.1). The resource is there whatever comes of it, so the client's going
    /// away changes nothing.
    /// </summary>
    private async Task FinishAsync(int index)
    {
        var call = calls[index];
        _unfinished.Remove(index, out var half);
        var outcome = await AuditedAsync(
            call,
            async trail =>
            {
                trail.Action = resources.IsUser(call.Type!) ? AuditAction.UserUpdate : AuditAction.GroupUpdate;
                trail.Resource = new(call.Type!.Name, half.Made.Id, half.Made.Name, half.Made.Link?.Key.Value);
                trail.Note("Sets the references of a circle that were left out before.");
                var operations = Missing(half.Said, new BulkReferences(Known).In(call.Body!));
                var whole = await resources.PatchAsync(call.Type, half.Made.Id, operations, Preconditions.None, trail, CancellationToken.None);
                return BulkOutcome.Of(call, StatusCodes.Status201Created, whole);
            },
            error => BulkOutcome.Failed(call, half.Made.Id, new(
                StatusCodes.Status409Conflict, null, $"{call.Type} {half.Made.Id} is made, but not all of its references could be set: {error.Detail}")),
            CancellationToken.None);
        Settle(index, outcome);
    }

    private static ImmutableArray<PatchOperation> Missing(ReadResource said, ReadResource whole)
    {
        var operations = ImmutableArray.CreateBuilder<PatchOperation>();
        foreach (var (attribute, value) in whole.Resource.Attributes)
        {
            if (!value.Equals(said.Resource[attribute]))
            {
                operations.Add(new PatchOperation.Whole(PatchOp.Replace, attribute, value));
            }
        }

        if (whole.Members is { } members && members.Except(said.Members ?? []).ToArray() is { Length: > 0 } missing)
        {
            operations.Add(new PatchOperation.Members(MemberChange.Adding(missing)));
        }

        return operations.DrainToImmutable();
    }

    private async Task<BulkOutcome> AuditedAsync(
        BulkCall call, Func<AuditTrail, Task<BulkOutcome>> run, Func<ScimError, BulkOutcome> failed, CancellationToken ct)
    {
        // The listener to product calls ends with this method, as it belongs to its asynchronous context.
        var trail = audit.Begin(call);
        try
        {
            var outcome = await run(trail);
            audit.Leave(trail, outcome.Status);
            return outcome;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            audit.Leave(trail, StatusCodes.Status499ClientClosedRequest);
            throw;
        }
        catch (Exception e)
        {
            var error = ScimErrorWriter.Bounded(failures.Of(e, call.Method, call.Operation.Where, trail.RequestId));
            audit.Leave(trail, error);
            return failed(error);
        }
    }

    private void Settle(int index, BulkOutcome outcome)
    {
        _outcomes[index] = outcome;
        _failed += outcome.Error is null ? 0 : 1;
        _order.Done(index);
    }

    private string IdOf(string target) => BulkReferences.BulkIdIn(target) is { } bulkId ? Known(bulkId) : target;

    private static string? PlainId(BulkCall call) =>
        call.Target is { } target && BulkReferences.BulkIdIn(target) is null ? target : null;

    /// <summary>Null where the resource is yet to be made.</summary>
    private string? KnownOrAwaited(string bulkId) =>
        !_ids.ContainsKey(bulkId) && _makers.TryGetValue(bulkId, out var maker) && _outcomes[maker] is null ? null : Known(bulkId);

    private string Known(string bulkId) => _ids.TryGetValue(bulkId, out var id) ? id : throw new ScimException(new(
        StatusCodes.Status409Conflict,
        null,
        _makers.ContainsKey(bulkId)
            ? $"{BulkReferences.Prefix}{bulkId} leads to a resource that could not be made."
            : $"{BulkReferences.Prefix}{bulkId}: no POST of this bulk request has this bulkId."));
}
