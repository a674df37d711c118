using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Where Jira's answer decides what happens, it is understood in every version and language.</summary>
[TestFixtureSource(nameof(Sites))]
public sealed class EveryJiraTests(string store, string version, string language)
{
    private GroupSite _site = null!;

    public static IEnumerable<TestFixtureData> Sites =>
        from store in GatewayOn.Stores
        from version in new[] { "8.20.30", "9.12.4", "10.3.24", "11.3.0" }
        from language in new[] { "en", "de" }
        select new TestFixtureData(store, version, language);

    [OneTimeSetUp]
    public async Task StartAsync() => _site = await GroupSite.StartAsync(
        store, new JiraSandboxOptions { Version = Version.Parse(version), Language = language }, null);

    [OneTimeTearDown]
    public async Task StopAsync() => await _site.DisposeAsync();

    [Test]
    public async Task Being_a_member_already_is_success()
    {
        var ann = await _site.UserAsync("already.ann");
        var id = await _site.GroupAsync("already", ann);

        using var answer = await _site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Being_no_member_is_success()
    {
        var ann = await _site.UserAsync("never.ann");
        var id = await _site.GroupAsync("never");

        using var answer = await _site.RemoveAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_group_that_exists_is_adopted()
    {
        _site.Product.AddGroup("There-Before");

        var id = await _site.GroupAsync("there-before");

        Assert.That(await _site.LookUpAsync("There-Before"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task A_renamed_account_is_found_again_by_its_key()
    {
        var ann = await _site.UserAsync("renamed.ann");
        var id = await _site.GroupAsync("renamed");
        _site.Product.RenameUser("renamed.ann", "renamed.ann.lee");

        using var answer = await _site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_site.InProduct("renamed"), Is.EqualTo(new[] { "renamed.ann.lee" }));
    }

    [Test]
    public async Task A_lost_group_is_made_anew()
    {
        var users = await _site.UsersAsync("lost.ann", "lost.bob");
        var id = await _site.GroupAsync("lost", users[0]);
        _site.Product.RemoveGroup("lost");

        using var answer = await _site.AddAsync(id, users[1]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_site.InProduct("lost"), Is.EqualTo(new[] { "lost.ann", "lost.bob" }));
    }

    [Test]
    public async Task A_replacement_sees_deactivated_members_too()
    {
        var ann = await _site.UserAsync("off.ann");
        var id = await _site.GroupAsync("off", ann);
        using var off = await _site.Gateway.SendAsync(
            HttpMethod.Patch, $"Users/{ann}", """{"Operations":[{"op":"replace","path":"active","value":false}]}""");

        using var answer = await _site.PutAsync(id, "off");

        Assert.That(off.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_site.InProduct("off"), Is.Empty);
    }

    [Test]
    public async Task A_deleted_group_that_is_gone_already_is_success()
    {
        var id = await _site.GroupAsync("gone");
        _site.Product.RemoveGroup("gone");

        using var answer = await _site.DeleteAsync(id);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_group_that_grants_administration_is_protected()
    {
        using var answer = await _site.PostAsync("jira-administrators");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }
}
