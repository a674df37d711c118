namespace Scim.Api.Endpoints;

/// <summary>What an endpoint's requests are in the audit log until the provisioner knows better.</summary>
internal sealed record AuditedAs(string Action);
