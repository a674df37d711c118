using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>
/// The audit entries of a bulk request's operations: each has its own, with the request's id and the operation behind the request's line,
/// as <c>POST /scim/v2/Bulk → POST /Users</c>.
/// </summary>
internal sealed class BulkAudit(AuditTrail request, IAuditLog log, SchemaCatalog catalog, TimeProvider time)
{
    public AuditTrail Begin(BulkCall call)
    {
        var trail = new AuditTrail(request.RequestId, request.Actor, call.ActionIn(catalog), time)
        {
            Request = request.Request is { } line ? RequestLine.Inside(line, call.Operation.Method, call.Operation.Path) : null,
        };
        trail.Listen();
        foreach (var note in call.Notes)
        {
            trail.Note(note);
        }

        return trail;
    }

    /// <summary>Writes the entry, unless the change itself did.</summary>
    public void Leave(AuditTrail trail, int status) => Leave(trail, status, null);

    /// <inheritdoc cref="Leave(AuditTrail, int)"/>
    public void Leave(AuditTrail trail, ScimError error) => Leave(trail, error.Status, error);

    private void Leave(AuditTrail trail, int status, ScimError? error)
    {
        if (!trail.IsWritten)
        {
            log.Enqueue(trail.Close(status, error?.ScimType, error?.Detail));
        }
    }
}
