using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Membership calls take login names; a name is trusted for ten minutes, an account is known by its key.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class WhoIsAMemberTests(string store)
{
    private readonly ShiftedClock _clock = new();

    [Test]
    public async Task A_name_that_was_confirmed_lately_is_used_at_once()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        _clock.Pass(TimeSpan.FromMinutes(9));
        site.Product.ForgetCalls();

        using var answer = await site.AddAsync(id, ann);

        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group/user" }));
    }

    [Test]
    public async Task A_name_that_was_confirmed_more_than_ten_minutes_ago_is_read_by_key_first()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        _clock.Pass(TimeSpan.FromMinutes(11));
        site.Product.ForgetCalls();

        using var added = await site.AddAsync(id, ann);
        using var removed = await site.RemoveAsync(id, ann);

        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /user", "POST /group/user", "DELETE /group/user" }));
        Assert.That(site.Product.Calls[0].Target, Does.Contain("key="));
    }

    [Test]
    public async Task Whoever_was_renamed_joins_though_somebody_else_has_the_old_name_by_now()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        SwapNames(site);
        _clock.Pass(TimeSpan.FromMinutes(11));

        using var answer = await site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann.lee" }));
    }

    [Test]
    public async Task Whoever_was_renamed_leaves_though_somebody_else_has_the_old_name_by_now()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("staff", "ann");
        var id = await site.GroupAsync("staff");
        SwapNames(site);
        _clock.Pass(TimeSpan.FromMinutes(11));

        using var answer = await site.RemoveAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.Empty);
    }

    [Test]
    public async Task A_name_that_is_never_trusted_is_read_by_key_each_time()
    {
        await using var site = await StartAsync("--Scim:Product:ConfirmNames=0s");
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        SwapNames(site);

        using var answer = await site.AddAsync(id, ann);

        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann.lee" }));
    }

    [Test]
    public async Task A_trusted_name_that_the_product_does_not_know_any_more_is_read_by_key_once()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.RenameUser("ann", "ann.lee");
        site.Product.ForgetCalls();

        using var answer = await site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann.lee" }));
        Assert.That(
            site.Calls,
            Is.EqualTo(new[] { "POST /group/user", "GET /user", "GET /groups/picker", "GET /user", "POST /group/user" }));
    }

    [Test]
    public async Task A_trusted_name_of_somebody_who_is_in_already_takes_nobody_for_another()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        SwapNames(site);
        site.Product.AddGroup("staff", "ann");
        var id = await site.GroupAsync("staff");

        using var answer = await site.AddAsync(id, ann);

        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "ann.lee" }));
    }

    [Test]
    public async Task A_name_that_passed_from_one_user_to_another_over_SCIM_is_known_at_once()
    {
        await using var site = await StartAsync();
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        using var renamed = await site.Gateway.SendAsync(
            HttpMethod.Patch, $"Users/{ann}", """{"Operations":[{"op":"replace","path":"userName","value":"ann.lee"}]}""");
        var other = await site.UserAsync("ann");
        site.Product.ForgetCalls();

        using var first = await site.AddAsync(id, ann);
        var afterFirst = site.InProduct("staff");
        using var second = await site.AddAsync(id, other);

        Assert.That(renamed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(afterFirst, Is.EqualTo(new[] { "ann.lee" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "ann.lee" }));
        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group/user", "POST /group/user" }));
    }

    private static void SwapNames(GroupSite site)
    {
        site.Product.RenameUser("ann", "ann.lee");
        site.Product.AddUser("ann", "Another Ann", "another@example.com");
    }

    private Task<GroupSite> StartAsync(params IReadOnlyList<string> settings) =>
        GroupSite.StartAsync(store, new JiraSandboxOptions(), services => services.AddSingleton<TimeProvider>(_clock), settings);
}
