namespace Scim.Core.Auditing;

/// <summary>The request as it came.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with SCIM's own query parameters, still percent-encoded; of other parameters only the names, as a secret may stand there.</param>
public sealed record AuditRequest(string Method, string Path);
