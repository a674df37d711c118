using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Changes that meet.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ManyAtOnceTests(string store)
{
    [Test]
    public async Task Twenty_member_changes_of_one_group_from_eight_connections_end_right()
    {
        await using var site = await GroupSite.StartAsync(store);
        var coming = await site.UsersAsync(Enumerable.Range(0, 10).Select(i => $"coming{i}"));
        var leaving = await site.UsersAsync(Enumerable.Range(0, 10).Select(i => $"leaving{i}"));
        var id = await site.GroupAsync("staff", leaving);
        var clients = Enumerable.Range(0, 8).Select(_ => site.Gateway.CreateClient(TestGateway.BootstrapToken)).ToArray();
        var changes = coming.Select(user => Change("add", user)).Concat(leaving.Select(user => Change("remove", user)));

        var statuses = await Task.WhenAll(changes.Select(async (operation, i) =>
        {
            using var answer = await site.PatchAsync(id, operation, clients[i % clients.Length]);
            return answer.StatusCode;
        }));

        string[] expected = [.. Enumerable.Range(0, 10).Select(i => $"coming{i}")];
        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(expected));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(expected));

        static string Change(string op, string user) => op == "add"
            ? $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}"""
            : $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""";
    }

    [Test]
    public async Task Two_creations_of_one_name_at_once_make_one_group()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.Latency = TimeSpan.FromMilliseconds(100);

        var answers = await Task.WhenAll(site.PostAsync("staff"), site.PostAsync("Staff"));

        var made = answers.Single(a => a.StatusCode == HttpStatusCode.Created);
        var refused = answers.Single(a => a != made);
        Assert.That((await GroupSite.RefusalOf(refused)).Detail, Does.EndWith($"belongs to group {await GroupSite.IdOf(made)}."));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(site.Product.Read().Groups.Count(g => g.Name.Equals("staff", StringComparison.OrdinalIgnoreCase)), Is.EqualTo(1));
        Array.ForEach(answers, a => a.Dispose());
    }

    [Test]
    public async Task A_user_who_is_deleted_while_joining_a_group_does_not_stay_in_it()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.Faults.Set("POST", "/rest/api/2/group/user", new SandboxFault.Slow(TimeSpan.FromSeconds(1)));

        var adding = site.AddAsync(id, ann);
        await UntilAsync(() => site.InProduct("staff") is { Length: 1 });
        using var deleted = await site.Gateway.SendAsync(HttpMethod.Delete, $"Users/{ann}");
        Assert.That(adding.IsCompleted, Is.False, "The addition was to be under way still.");
        using var added = await adding;

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.Empty);
        Assert.That(await site.MembersAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_user_who_joins_a_group_while_being_deleted_does_not_stay_in_it()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.Faults.Set("PUT", "/rest/api/2/user", new SandboxFault.Slow(TimeSpan.FromSeconds(1)));

        var deleting = site.Gateway.SendAsync(HttpMethod.Delete, $"Users/{ann}");
        await UntilAsync(() => site.Product.Read().User("ann") is { Active: false });
        using var added = await site.AddAsync(id, ann);
        Assert.That(deleting.IsCompleted, Is.False, "The deletion was to be under way still.");
        using var deleted = await deleting;

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.Empty);
        Assert.That(await site.MembersAsync(id), Is.Empty);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
