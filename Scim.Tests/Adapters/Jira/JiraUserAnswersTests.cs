using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Jira;

/// <summary>What Jira leaves out of its answers, and how many it shows.</summary>
internal sealed class JiraUserAnswersTests
{
    [TestCase(JiraEmailVisibility.Public, "ann@example.com")]
    [TestCase(JiraEmailVisibility.LoggedIn, "ann@example.com")]
    [TestCase(JiraEmailVisibility.Masked, null)]
    [TestCase(JiraEmailVisibility.Hidden, null)]
    public async Task An_address_that_jira_masks_or_hides_is_unknown(JiraEmailVisibility visibility, string? expected)
    {
        await using var jira = JiraUnderTest.Start(options => options.EmailVisibility = visibility);

        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(ann.Email, Is.EqualTo(expected));
        Assert.That(await jira.Adapter.Users.FindAsync(ann, default), Is.EqualTo(ann));
        Assert.That(jira.Sandbox.Read().User("ann")!.Email, Is.EqualTo("ann@example.com"));
    }

    [Test]
    public async Task A_creation_answered_with_key_and_name_alone_is_enough()
    {
        await using var jira = JiraUnderTest.Start(options => options.IsCreateAnswerBare = true);

        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(ann, Is.EqualTo(new ProductUser(new("JIRAUSER10001"), "ann", "Ann", null, true)));
        Assert.That(jira.Sandbox.Calls, Has.Length.EqualTo(1));
    }

    [TestCase("8.20.30", 250)]
    [TestCase("9.12.8", 250)]
    [TestCase("10.0.1", 99)]
    [TestCase("10.3.24", 250)]
    [TestCase("11.3.3", 250)]
    public async Task Every_account_is_listed(string version, int count)
    {
        await using var jira = JiraUnderTest.Start(options => options.Version = Version.Parse(version));
        Fill(jira, count - 1);

        var names = await ListAsync(jira);

        Assert.That(names, Is.EquivalentTo(jira.Sandbox.Read().Users.Select(u => u.Name)).And.Count.EqualTo(count));
    }

    [TestCase("10.0.1", 100)]
    [TestCase("10.0.1", 150)]
    [TestCase("8.5.0", 1000)]
    [TestCase("8.5.0", 1100)]
    public async Task Where_jira_cuts_the_search_off_the_list_is_not_called_whole(string version, int count)
    {
        await using var jira = JiraUnderTest.Start(options => options.Version = Version.Parse(version));
        Fill(jira, count - 1);

        var thrown = await Assert.ThrowsAsync<ProductException>(() => ListAsync(jira));

        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Unsupported>());
        Assert.That(thrown.Message, Does.StartWith($"This Jira ({version}) shows only its first {(version[0] == '8' ? 1000 : 100)} accounts"));
    }

    [TestCase("10.3.24", "7")]
    [TestCase("9.12.8", "7")]
    public async Task Small_pages_lose_nobody(string version, string size)
    {
        await using var jira = JiraUnderTest.Start(options => options.Version = Version.Parse(version), ("Scim:Jira:PageSize", size));
        Fill(jira, 50);

        Assert.That(await ListAsync(jira), Has.Count.EqualTo(51));
    }

    [Test]
    public async Task Groups_are_listed_though_the_picker_shows_a_part_first()
    {
        await using var jira = JiraUnderTest.Start();
        for (var i = 0; i < 1200; i++)
        {
            jira.Sandbox.AddGroup($"group{i:0000}");
        }

        var count = 0;
        await foreach (var group in jira.Adapter.Groups.ListAsync(default))
        {
            count++;
        }

        Assert.That(count, Is.EqualTo(1202));
    }

    [Test]
    public async Task A_group_beyond_what_the_picker_shows_is_found_by_its_members()
    {
        await using var jira = JiraUnderTest.Start();
        for (var i = 0; i < 1100; i++)
        {
            jira.Sandbox.AddGroup($"a{i:0000}-staff");
        }

        jira.Sandbox.AddGroup("staff");

        Assert.That(await jira.Adapter.Groups.FindByNameAsync("staff", default), Is.EqualTo(new ProductGroup(new("staff"), "staff")));
        Assert.That(await jira.Adapter.Groups.FindByNameAsync("taff", default), Is.Null);
    }

    [Test]
    public async Task Whoever_may_not_browse_groups_is_told_so_instead_of_missing_every_group()
    {
        await using var jira = JiraUnderTest.Start();
        jira.Sandbox.MayBrowse = false;

        var thrown = await Assert.ThrowsAsync<ProductException>(() => jira.Adapter.ReadSiteAsync(default));

        Assert.That(thrown!.Fault, Is.EqualTo(new ProductFault.Forbidden(
            "Jira shows the gateway's account no groups: give it the global permission 'Browse users and groups'.")));
    }

    private static void Fill(JiraUnderTest jira, int count)
    {
        for (var i = 0; i < count; i++)
        {
            jira.Sandbox.AddUser($"user{i:0000}", $"User {i:0000}", $"user{i}@example.com", active: i % 3 > 0);
        }
    }

    private static async Task<List<string>> ListAsync(JiraUnderTest jira)
    {
        var names = new List<string>();
        await foreach (var user in jira.Adapter.Users.ListAsync(default))
        {
            names.Add(user.Name);
        }

        return names;
    }
}
