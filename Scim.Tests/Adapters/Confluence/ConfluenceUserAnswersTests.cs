using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>What Confluence leaves out of its answers, how many rows it shows, and what it tells of rights.</summary>
internal sealed class ConfluenceUserAnswersTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task An_address_that_confluence_does_not_show_is_never_overwritten_by_a_guess(bool hasProfiles)
    {
        await using var confluence = ConfluenceUnderTest.Start(options =>
        {
            options.Version = new(10, 2, 14);
            options.HasMobileProfiles = hasProfiles;
            options.ShowsEmail = false;
        });
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", null, true);

        var updated = await confluence.Adapter.Users.UpdateAsync(bob, new(DisplayName: "Robert"), default);
        await confluence.Adapter.Users.UpdateAsync(bob, new(DisplayName: "Robert"), default);

        Assert.That(updated, Is.EqualTo(bob));
        Assert.That(confluence.Sandbox.Read().User("bob")!.DisplayName, Is.EqualTo("Bob"));
        Assert.That(confluence.Sandbox.CallCount, Is.EqualTo(hasProfiles ? 2 : 1), "A plugin once found missing isn't asked again.");
    }

    [Test]
    public async Task A_known_address_is_written_whatever_confluence_shows()
    {
        await using var confluence = ConfluenceUnderTest.Start(options => (options.Version, options.HasMobileProfiles) = (new(10, 2, 14), false));
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", null, true);

        var updated = await confluence.Adapter.Users.UpdateAsync(bob, new(Email: "other@example.com"), default);

        Assert.That(updated.Email, Is.EqualTo("other@example.com"));
        Assert.That(confluence.Sandbox.Read().User("bob")!.Email, Is.EqualTo("other@example.com"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_deleted_account_is_nobody_even_where_its_key_is_still_shown(bool isShown)
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.ShowsUnknownUsers = isShown);
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", null, true);
        confluence.Sandbox.RemoveUser("bob");

        Assert.That(await confluence.Adapter.Users.FindAsync(bob, default), Is.Null);
    }

    [Test]
    public async Task A_node_that_lags_behind_hides_the_account_only_for_a_moment()
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.ReplicationLag = TimeSpan.FromSeconds(2));
        var ann = await confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(await confluence.Adapter.Users.FindAsync(ann, default), Is.Null);
        confluence.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(await confluence.Adapter.Users.FindAsync(ann, default), Is.EqualTo(ann with { Email = null }));
    }

    [TestCase(200, true, true)]
    [TestCase(200, false, false)]
    [TestCase(50, true, true)]
    [TestCase(50, false, false)]
    [TestCase(50, false, true)]
    public async Task Nobody_is_lost_whatever_the_cap_and_wherever_the_link_leads(int cap, bool countsAsked, bool afterFullPage)
    {
        await using var confluence = ConfluenceUnderTest.Start(options =>
            (options.PageCap, options.NextCountsAsked, options.NextAfterFullPage) = (cap, countsAsked, afterFullPage));
        for (var i = 0; i < 198; i++)
        {
            confluence.Sandbox.AddUser($"user{i:000}", $"User {i:000}", $"user{i}@example.com", active: i % 3 > 0);
        }

        confluence.Sandbox.AddGroup("staff", Enumerable.Range(0, 198).Select(i => $"user{i:000}"));

        var users = await confluence.Adapter.Users.ListAsync(default).Select(u => (u.Name, u.Active)).ToListAsync();
        var members = await confluence.Adapter.Groups.ListMembersAsync(new(new("staff"), "staff"), default).Select(u => u.Name).ToListAsync();

        Assert.That(users, Is.EquivalentTo(confluence.Sandbox.Read().Users.Select(u => (u.Name, u.Active))));
        Assert.That(members, Is.EqualTo(confluence.Sandbox.Read().Group("staff")!.Members));
        Assert.That(confluence.Sandbox.Calls.Select(c => c.Target), Has.All.Contains("limit=100"));
    }

    [Test]
    public async Task An_administrator_in_many_groups_is_still_known_as_one()
    {
        await using var confluence = ConfluenceUnderTest.Start();
        confluence.Sandbox.AddUser("ann", "Ann", "ann@example.com");
        for (var i = 0; i < 150; i++)
        {
            confluence.Sandbox.AddGroup($"a-group{i:000}", "ann");
        }

        Assert.That((await confluence.Adapter.Users.FindByNameAsync("ann", default))?.Administers, Is.False);
        confluence.Sandbox.RemoveGroup("confluence-administrators");
        confluence.Sandbox.AddGroup("confluence-administrators", "admin", "ann");
        Assert.That((await confluence.Adapter.Users.FindByNameAsync("ann", default))?.Administers, Is.True);
    }

    [Test]
    public async Task Groups_that_grant_something_are_read_where_this_version_tells_them()
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.Version = new(9, 2, 21));
        confluence.Sandbox.AddGroup("wiki-admins");
        confluence.Sandbox.GrantAdministration("wiki-admins");

        var site = await confluence.Adapter.ReadSiteAsync(default);

        Assert.That(site.AdministrationGroups, Is.EqualTo(["confluence-administrators", "wiki-admins"]));
        Assert.That(site.LicenceGroups, Is.EqualTo(["confluence-users"]));
        Assert.That(site.Lacks, Is.EqualTo(ProductCapabilities.UpdateUser));
    }

    [Test]
    public async Task Groups_that_grant_something_are_configured_where_this_version_does_not_tell_them()
    {
        await using var confluence = ConfluenceUnderTest.Start(
            options => options.Version = new(8, 5, 16),
            ("Scim:Confluence:AdministrationGroups:0", "wiki-admins"),
            ("Scim:Confluence:LicenceGroups:0", "staff"));

        var site = await confluence.Adapter.ReadSiteAsync(default);

        Assert.That(site.AdministrationGroups, Is.EqualTo(["confluence-administrators", "wiki-admins"]));
        Assert.That(site.LicenceGroups, Is.EqualTo(["confluence-users", "staff"]));
    }

    [TestCase("9.3.2", ProductCapabilities.None)]
    [TestCase("10.2.14", ProductCapabilities.None)]
    [TestCase("9.2.21", ProductCapabilities.UpdateUser)]
    [TestCase("8.4.0", ProductCapabilities.UpdateUser)]
    public async Task What_a_version_lacks_is_known_before_the_first_change(string version, ProductCapabilities lacks)
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.Version = Version.Parse(version));

        Assert.That((await confluence.Adapter.ReadSiteAsync(default)).Lacks, Is.EqualTo(lacks));
    }

    [TestCase("7.19.0")]
    [TestCase("8.2.0")]
    public async Task A_version_that_makes_no_accounts_is_not_served(string version)
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.Version = Version.Parse(version));

        var thrown = await Assert.ThrowsAsync<ProductException>(() => confluence.Adapter.ReadSiteAsync(default));

        Assert.That(thrown!.Fault, Is.EqualTo(new ProductFault.Unavailable(
            $"This is Confluence {version}; the gateway needs 8.4 or later, because earlier ones can't make users over REST. Update Confluence.")));
    }

    [Test]
    public async Task Whoever_is_taken_for_a_visitor_is_told_so()
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.IsBadTokenAnonymous = true, ("Scim:Confluence:Token", "wrong"));

        var thrown = await Assert.ThrowsAsync<ProductException>(() => confluence.Adapter.ReadSiteAsync(default));

        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Forbidden>());
    }
}
