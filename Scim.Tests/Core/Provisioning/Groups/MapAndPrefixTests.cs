using System.Net;
using NUnit.Framework;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>How a SCIM group is called in the product, and back.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class MapAndPrefixTests(string store)
{
    private const string Map = "--Scim:Groups:Map:Sales=jira-sales";
    private const string Prefix = "--Scim:Groups:Prefix=scim-";

    [Test]
    public async Task A_mapped_group_is_made_under_its_name_in_the_product_and_shown_under_its_own()
    {
        await using var site = await GroupSite.StartAsync(store, Map);

        var id = await site.GroupAsync("sales", await site.UserAsync("ann"));

        Assert.That(site.InProduct("jira-sales"), Is.EqualTo(new[] { "ann" }));
        Assert.That((await site.Gateway.GetJsonAsync($"Groups/{id}")).GetProperty("displayName").GetString(), Is.EqualTo("sales"));
    }

    [Test]
    public async Task A_prefix_stands_before_the_name_of_every_group_that_is_not_mapped()
    {
        await using var site = await GroupSite.StartAsync(store, Map, Prefix);

        await site.GroupAsync("staff");
        await site.GroupAsync("Sales");

        Assert.That(site.InProduct("scim-staff"), Is.Not.Null);
        Assert.That(site.InProduct("jira-sales"), Is.Not.Null);
    }

    [TestCase("sales", "jira-sales", "Sales")]
    [TestCase("STAFF", "scim-Staff", "Staff")]
    public async Task A_look_up_finds_the_products_group_and_calls_it_what_SCIM_does(string lookedUp, string inProduct, string displayName)
    {
        await using var site = await GroupSite.StartAsync(store, Map, Prefix);
        site.Product.AddGroup(inProduct);

        var id = (await site.LookUpAsync(lookedUp)).Single();

        Assert.That((await site.Gateway.GetJsonAsync($"Groups/{id}")).GetProperty("displayName").GetString(), Is.EqualTo(displayName));
    }

    [Test]
    public async Task With_a_prefix_a_look_up_does_not_find_the_group_without_it()
    {
        await using var site = await GroupSite.StartAsync(store, Prefix);
        site.Product.AddGroup("staff");

        Assert.That(await site.LookUpAsync("staff"), Is.Empty);
    }

    [Test]
    public async Task The_products_name_of_a_mapped_group_is_nobody_elses()
    {
        await using var site = await GroupSite.StartAsync(store, Map);
        site.Product.AddGroup("jira-sales");

        using var answer = await site.PostAsync("jira-sales");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.Conflict, "uniqueness", "displayName 'jira-sales': Scim:Groups:Map keeps the group 'jira-sales' in Jira for 'Sales'.")));
        Assert.That(await site.LookUpAsync("jira-sales"), Is.Empty);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task The_audit_log_shows_the_products_name_beside_SCIMs()
    {
        await using var site = await GroupSite.StartAsync(store, Prefix);

        using var answer = await site.PostAsync("staff");

        Assert.That((await site.AuditAsync(answer)).Resource!.ProductName, Is.EqualTo("scim-staff"));
    }

    [Test]
    public void Two_groups_mapped_to_one_of_the_product_are_a_fault_at_start() => Assert.That(
        FaultsOf("--Scim:Groups:Map:Sales=staff", "--Scim:Groups:Map:Finance=Staff"),
        Does.Contain("Scim:Groups:Map leads two SCIM groups to one group of the product (Staff): expected a product group of its own for each."));

    [Test]
    public void A_map_that_ends_where_the_prefix_leads_is_a_fault_at_start() => Assert.That(
        FaultsOf(Prefix, "--Scim:Groups:Map:Sales=scim-staff"),
        Does.Contain("Scim:Groups:Map names product groups that Scim:Groups:Prefix 'scim-' also leads to (scim-staff): expected names that don't begin with the prefix."));

    [Test]
    public void A_map_that_says_what_the_prefix_says_is_no_fault() => Assert.That(
        FaultsOf(Prefix, "--Scim:Groups:Map:Sales=scim-sales"), Has.None.Contains("Scim:Groups"));

    private static string[] FaultsOf(params string[] settings)
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(["--Scim:Adapter=nobody", .. settings]));
        return [.. thrown!.Faults.Select(f => f.ToString())];
    }
}
