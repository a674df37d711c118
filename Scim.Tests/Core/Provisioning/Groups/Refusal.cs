using System.Net;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A SCIM error as a client reads it.</summary>
internal sealed record Refusal(HttpStatusCode Status, string? ScimType, string Detail);
