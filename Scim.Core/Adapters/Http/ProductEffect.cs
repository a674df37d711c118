namespace Scim.Core.Adapters.Http;

/// <summary>What happens in the product when a request is sent a second time: it decides what may be retried without looking.</summary>
public enum ProductEffect
{
    /// <summary>Nothing: the request only reads.</summary>
    Read,

    /// <summary>The second time changes nothing more than the first.</summary>
    Idempotent,

    /// <summary>The second time makes a second thing, or fails because of the first: sent again only if it certainly wasn't done.</summary>
    Once,
}
