using Scim.Api.Authentication;
using Scim.Api.Endpoints.Bulk;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>RFC 7644 §3.7: many operations in one request.</summary>
internal static class BulkEndpoint
{
    public static void MapBulk(this RouteGroupBuilder scim) =>
        scim.MapPost("/Bulk", Run).WithTags("Bulk").RequireScope(TokenScope.Provision).Audits(AuditAction.Bulk);

    private static async Task<IResult> Run(ScimRequest request, BulkRunner runner, CancellationToken ct)
    {
        var bulk = await request.ReadBulkAsync(ct);
        var outcomes = await runner.RunAsync(bulk, request, ct);
        return new BulkResult(outcomes, request.BaseUrl);
    }
}
