using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about the probe and what an adapter says of itself.</summary>
internal static class ProbeBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        Probe("doesn't name the product", good => async ct => await good.ProbeAsync(ct) with { Product = null },
            nameof(ProbeContract.A_product_that_is_well_is_healthy_and_named)),
        Probe("asks everything twice", good => async ct =>
            {
                await good.ProbeAsync(ct);
                return await good.ProbeAsync(ct);
            },
            nameof(ProbeContract.Looking_changes_nothing_and_asks_each_thing_once), nameof(ProbeContract.A_product_that_cannot_be_reached_is_told_after_one_call)),
        Probe("calls everything fine", good => async ct =>
            {
                var report = await good.ProbeAsync(ct);
                return report with { Findings = [.. report.Findings.Select(f => f with { Verdict = ProbeVerdict.Fine })] };
            },
            nameof(ProbeContract.A_product_that_hangs_is_told), nameof(ProbeContract.A_missing_right_is_told), nameof(ProbeContract.A_page_for_people_in_place_of_the_product_is_told)),
        Probe("throws what the probe finds", good => async ct => await good.ProbeAsync(ct) is { IsHealthy: true } report
                ? report
                : throw new ProductException(new ProductFault.Unavailable("The product isn't well.")),
            nameof(ProbeContract.Refused_credentials_are_told_and_not_tried_again)),
        new("doesn't say which groups grant access", typeof(ProbeContract),
            good => new BrokenAdapter(good) { Site = async ct => await good.ReadSiteAsync(ct) with { LicenceGroups = [] } },
            nameof(ProbeContract.The_protection_names_the_gateways_account_and_the_groups_that_grant_something)),
        new("describes itself anew each time", typeof(ProbeContract),
            good => new BrokenAdapter(good) { Describe = () => good.Descriptor with { MembersPerAddition = 1 } },
            nameof(ProbeContract.The_descriptor_is_complete)),
    ];

    private static Breaker Probe(string name, Func<IProductAdapter, Func<CancellationToken, Task<ProbeReport>>> probe, params string[] reds) =>
        new(name, typeof(ProbeContract), good => new BrokenAdapter(good) { Probe = probe(good) }, reds);
}
