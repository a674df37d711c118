using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>A good adapter, any part of which can be broken; the rest is as good as before.</summary>
internal sealed class BrokenAdapter(IProductAdapter good) : IProductAdapter
{
    public Func<ProductDescriptor> Describe { get; init; } = () => good.Descriptor;

    public IProductUsers Users { get; init; } = good.Users;

    public IProductGroups Groups { get; init; } = good.Groups;

    public IAccountAccess? Access { get; init; } = good.Access;

    public Func<CancellationToken, Task<ProbeReport>> Probe { get; init; } = good.ProbeAsync;

    public Func<CancellationToken, Task<ProductSite>> Site { get; init; } = good.ReadSiteAsync;

    public ProductDescriptor Descriptor => Describe();

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => Probe(ct);

    public Task<ProductSite> ReadSiteAsync(CancellationToken ct) => Site(ct);
}
