using System.Collections.Immutable;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>Runs bulk requests.</summary>
internal sealed class BulkRunner(
    SchemaCatalog catalog, ResourceOperations resources, IAuditLog log, ScimLimits limits, TimeProvider time, ILogger<BulkRunner> logger)
{
    private readonly Failures _failures = new(limits, logger);

    public async Task<ImmutableArray<BulkOutcome>> RunAsync(BulkRequest bulk, ScimRequest request, CancellationToken ct)
    {
        ImmutableArray<BulkCall> calls = [.. bulk.Operations.Select(operation => BulkCall.Of(operation, catalog, request.Bodies))];
        var run = new BulkRun(calls, bulk.FailOnErrors, resources, new(request.Trail, log, catalog, time), _failures);
        var outcomes = await run.RunAsync(ct);
        var failed = outcomes.Count(outcome => outcome.Error is not null);
        request.Trail.Note($"Of {calls.Length} operations {outcomes.Length - failed} were done, {failed} failed and {calls.Length - outcomes.Length} were left undone.");
        return outcomes;
    }
}
