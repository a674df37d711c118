using Scim.Core.Auditing;

namespace Scim.Core.Storage;

/// <summary>Which audit entries; null is "all".</summary>
/// <param name="Resource">A SCIM id, a product key, or a name compared without case.</param>
/// <param name="Action">An action, or its beginning with a dot at the end: <c>user.</c></param>
/// <param name="Id">The id of one entry.</param>
/// <param name="Limit">At most so many.</param>
public sealed record AuditQuery(
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    string? Resource = null,
    AuditOutcome? Outcome = null,
    string? Action = null,
    string? RequestId = null,
    int Limit = 1000,
    string? Id = null);
