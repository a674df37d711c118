namespace Scim.Core.Adapters;

/// <summary>
/// One product, in the product's own words: no SCIM, no SQL, no HTTP types. An adapter's life:
/// <list type="number">
/// <item>registered: the composition root calls its <c>Add…Adapter(configuration)</c>;</item>
/// <item>options validated: all faults at once, before anything is called;</item>
/// <item>probed, when an operator asks (<c>scim check</c>, <c>/health/ready</c>);</item>
/// <item>used: every member may be called from many threads at a time;</item>
/// <item>disposed with the host.</item>
/// </list>
/// What every member keeps: effects are idempotent; a key is opaque and lasting; what isn't declared in the capabilities throws
/// <see cref="ProductFault.Unsupported"/>; failures are <see cref="ProductException"/> with one of the closed set of
/// <see cref="ProductFault"/>; lists stream; a partial failure is a value.
/// </summary>
public interface IProductAdapter
{
    ProductDescriptor Descriptor { get; }

    IProductUsers Users { get; }

    IProductGroups Groups { get; }

    /// <summary>How accounts lose and regain access; null unless <see cref="ProductCapabilities.RemoveAccess"/> is declared.</summary>
    IAccountAccess? Access => null;

    /// <summary>
    /// Looks whether the product is there, new enough, accepts the credentials and lets the gateway's account administer users and groups.
    /// Each call once, without retries, and none after credentials were refused: a retry may lock the account. Never throws for what it finds.
    /// </summary>
    Task<ProbeReport> ProbeAsync(CancellationToken ct);

    /// <summary>
    /// Reads whom and what the gateway must leave alone, and what this installation can't do. Read once before the first change and again
    /// when it is older than some minutes.
    /// </summary>
    /// <exception cref="ProductException">Forbidden, Throttled, Unavailable; Unavailable too where the version is too old to be served at all.</exception>
    Task<ProductSite> ReadSiteAsync(CancellationToken ct);
}
