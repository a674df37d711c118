using System.Collections.Immutable;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>A bulk request as it came (RFC 7644 §3.7).</summary>
/// <param name="FailOnErrors">After how many failures the rest is left undone; null: never.</param>
internal sealed record BulkRequest(int? FailOnErrors, ImmutableArray<BulkOperation> Operations);
