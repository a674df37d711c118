using System.Net;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>A way in which a call goes wrong. Closed: the nested records are all there is.</summary>
public abstract record SandboxFault
{
    private SandboxFault()
    {
    }

    /// <summary>429 with this Retry-After, as the product's limiter says it; nothing is done.</summary>
    public sealed record Throttle(long Seconds) : SandboxFault;

    /// <summary>This status with a page for people, as a proxy or the container makes it; nothing is done.</summary>
    public sealed record Page(HttpStatusCode Status) : SandboxFault;

    /// <summary>Done, but only the first half of the answer's body comes.</summary>
    public sealed record CutOff : SandboxFault;

    /// <summary>Done and answered, but only after this long.</summary>
    public sealed record Slow(TimeSpan Delay) : SandboxFault;

    /// <summary>The connection is refused: no byte of the request was sent.</summary>
    public sealed record Refuse : SandboxFault;

    /// <summary>The connection breaks before the product does anything; the caller can't know.</summary>
    public sealed record ResetBefore : SandboxFault;

    /// <summary>The product does it, then the connection breaks before an answer.</summary>
    public sealed record ResetAfter : SandboxFault;

    /// <summary>Nothing is done and no answer ever comes.</summary>
    public sealed record HangBefore : SandboxFault;

    /// <summary>The product does it, but no answer ever comes.</summary>
    public sealed record HangAfter : SandboxFault;
}
