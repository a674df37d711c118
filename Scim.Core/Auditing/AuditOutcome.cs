namespace Scim.Core.Auditing;

/// <summary>How a call ended; on the wire in lower case.</summary>
public enum AuditOutcome
{
    Success,
    Noop,
    Failure,
}
