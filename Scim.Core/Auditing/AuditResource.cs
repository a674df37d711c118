namespace Scim.Core.Auditing;

/// <summary>The resource an audit entry is about.</summary>
/// <param name="Type"><c>User</c> or <c>Group</c>.</param>
/// <param name="Id">The SCIM id, or null for a search and for what was never made.</param>
/// <param name="Name">userName or displayName as SCIM shows it.</param>
/// <param name="ProductKey">The product's own key, where it is linked.</param>
/// <param name="ProductName">The product's name where it differs from SCIM's.</param>
public sealed record AuditResource(string Type, string? Id, string? Name, string? ProductKey, string? ProductName = null);
