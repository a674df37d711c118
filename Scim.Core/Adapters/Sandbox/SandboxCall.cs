namespace Scim.Core.Adapters.Sandbox;

/// <summary>A call that reached the sandbox.</summary>
/// <param name="Target">Path and query as sent, behind the context path.</param>
/// <param name="Status">The status of the answer, or null where none came.</param>
public sealed record SandboxCall(string Method, string Target, string Body, int? Status);
