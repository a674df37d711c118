using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>The probe and the protection, and what an adapter says of itself.</summary>
[TestFixture]
public abstract class ProbeContract : ProductContract
{
    [Test]
    public async Task A_product_that_is_well_is_healthy_and_named()
    {
        await using var product = await StartAsync();

        var report = await product.Adapter.ProbeAsync(default);

        Assert.That(report.IsHealthy, Is.True, Text(report));
        Assert.That(report.Product, Does.StartWith(product.Adapter.Descriptor.DisplayName));
        Assert.That(report.Findings.Select(f => f.Check), Is.SupersetOf(["reachable", "version", "credentials", "permissions"]));
        Assert.That(report.Findings.Select(f => f.Sentence), Is.All.EndWith("."));
    }

    [Test]
    public async Task Looking_changes_nothing_and_asks_each_thing_once()
    {
        await using var product = await StartAsync();

        await product.Adapter.ProbeAsync(default);

        Assert.That(product.Writes, Is.Empty);
        Assert.That(product.Calls.Select(c => c.Target), Is.Unique);
    }

    [Test]
    public async Task A_product_that_cannot_be_reached_is_told_after_one_call()
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Refuse(), times: int.MaxValue / 2);

        var report = await product.Adapter.ProbeAsync(default);

        Assert.That(Failed(report), Is.EqualTo(["reachable"]), Text(report));
        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_product_that_hangs_is_told()
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.HangBefore(), times: int.MaxValue / 2);

        Assert.That(Failed(await product.Adapter.ProbeAsync(default)), Is.EqualTo(["reachable"]));
    }

    [Test]
    public async Task Refused_credentials_are_told_and_not_tried_again()
    {
        await using var product = await StartAsync();
        ProductUnderTest.Given(product.RefuseCredentials)();

        var report = await product.Adapter.ProbeAsync(default);

        Assert.That(Failed(report), Is.EqualTo(["credentials"]), Text(report));
        Assert.That(report.Findings[^1].Check, Is.EqualTo("credentials"));
    }

    [Test]
    public async Task A_missing_right_is_told()
    {
        await using var product = await StartAsync();
        ProductUnderTest.Given(product.TakeAdministration)();

        Assert.That(Failed(await product.Adapter.ProbeAsync(default)), Is.EqualTo(["permissions"]));
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.NotFound)]
    [TestCase(HttpStatusCode.BadGateway)]
    public async Task A_page_for_people_in_place_of_the_product_is_told(HttpStatusCode status)
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(status), times: int.MaxValue / 2);

        var report = await product.Adapter.ProbeAsync(default);

        Assert.That(report.IsHealthy, Is.False, Text(report));
        Assert.That(report.Findings.Select(f => f.Sentence), Is.All.Not.Empty);
    }

    [Test]
    public async Task The_protection_names_the_gateways_account_and_the_groups_that_grant_something()
    {
        await using var product = await StartAsync();

        var protection = await product.Adapter.ReadSiteAsync(default);

        Assert.That(protection.OwnAccount.Name, Is.EqualTo(product.OwnName));
        Assert.That(protection.AdministrationGroups, product.AdministrationGroup is { } administration ? Does.Contain(administration) : Is.Empty);
        Assert.That(protection.LicenceGroups, product.LicenceGroup is { } licence ? Does.Contain(licence) : Is.Empty);
        Assert.That(protection.LicenceGroups, Does.Not.Contain(product.AdministrationGroup));
    }

    [Test]
    public async Task The_descriptor_is_complete()
    {
        await using var product = await StartAsync();
        var descriptor = product.Adapter.Descriptor;

        Assert.That(descriptor.Name, Is.Not.Empty.And.EqualTo(descriptor.Name.ToLowerInvariant()));
        Assert.That(descriptor.DisplayName, Is.Not.Empty);
        Assert.That(descriptor.MembersPerAddition, Is.GreaterThan(0));
        Assert.That(product.Adapter.Descriptor, Is.SameAs(descriptor));
    }

    private static IEnumerable<string> Failed(ProbeReport report) =>
        report.Findings.Where(f => f.Verdict == ProbeVerdict.Failed).Select(f => f.Check);

    private static string Text(ProbeReport report) => string.Join('\n', report.Findings);
}
