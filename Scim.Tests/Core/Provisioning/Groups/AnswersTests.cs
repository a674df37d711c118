using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Storage;
using Scim.Core.Adapters.Http;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Statuses, headers and sentences of changes to groups, and how long a request waits.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class AnswersTests(string store)
{
    [Test]
    public async Task A_creation_answers_201_with_location_and_etag()
    {
        await using var site = await GroupSite.StartAsync(store);

        using var answer = await site.PostAsync("staff");

        var id = await GroupSite.IdOf(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo(new Uri(site.Gateway.Address, $"/scim/v2/Groups/{id}").OriginalString));
        Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo("W/\"1\""));
    }

    [Test]
    public async Task A_put_answers_200_with_the_group()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");

        using var answer = await site.PutAsync(id, "staff", ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("members")[0].GetProperty("value").GetString(), Is.EqualTo(ann));
    }

    [Test]
    [Rfc("7644-3.5.2-16")]
    public async Task A_patch_answers_204_without_a_body()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");

        using var answer = await site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo("W/\"2\""));
    }

    [Test]
    public async Task A_patch_that_asks_for_attributes_answers_200_with_them()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");

        using var answer = await site.Gateway.SendAsync(
            HttpMethod.Patch,
            $"Groups/{id}?attributes=displayName",
            $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{ann}}"}]}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            (await TestGateway.JsonOf(answer)).EnumerateObject().Select(p => p.Name), Is.EquivalentTo(new[] { "schemas", "id", "displayName" }));
    }

    [Test]
    public async Task In_the_strict_dialect_a_removal_with_path_and_value_is_refused_and_nobody_leaves()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Dialect=strict");
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);

        using var answer = await site.PatchAsync(
            id,
            $$"""{"op":"remove","path":"members","value":[{"value":"{{ann}}"}]}""");

        var refusal = await GroupSite.RefusalOf(answer);
        Assert.That((refusal.Status, refusal.ScimType), Is.EqualTo((HttpStatusCode.BadRequest, "invalidValue")));
        Assert.That(refusal.Detail, Does.Contain("members: a remove takes no value; use members[value eq …]."));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_request_that_waits_too_long_for_its_turn_is_answered_503_and_did_nothing()
    {
        await using var site = await GroupSite.StartAsync(
            store, new JiraSandboxOptions(), services => services.AddSingleton(new LockPatience(TimeSpan.FromMilliseconds(300))));
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        HttpResponseMessage answer;
        await using (await site.Gateway.Get<IResourceLocks>().EnterAsync([$"resource:{id}"], default))
        {
            answer = await site.AddAsync(id, ann);
        }

        using (answer)
        {
            Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
                HttpStatusCode.ServiceUnavailable, null, "Another request is changing this resource; nothing was done. Try again in a moment.")));
            Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(site.Calls, Is.Empty);
        }
    }

    [Test]
    public void A_request_waits_eight_seconds_for_its_turn() => Assert.That(LockPatience.Default.Span, Is.EqualTo(TimeSpan.FromSeconds(8)));

    [Test]
    public void A_product_attempt_takes_eight_seconds_and_a_step_with_its_retries_twenty_five()
    {
        var options = new ProductOptions();

        Assert.That((options.Timeout, options.TotalTimeout), Is.EqualTo((TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(25))));
    }

    [Test]
    public async Task Work_once_begun_goes_on_to_its_end_when_the_client_hangs_up()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Concurrency=1");
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();
        site.Product.Faults.Set("POST", "/rest/api/2/group/user", new SandboxFault.Slow(TimeSpan.FromMilliseconds(700)));
        using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"Groups/{id}")
        {
            Content = new StringContent(
                $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{users[0]}}"},{"value":"{{users[1]}}"}]}]}""",
                System.Text.Encoding.UTF8,
                "application/scim+json"),
        };
        request.Headers.Add("client-request-id", "hung-up");

        await Assert.ThatAsync(() => site.Gateway.Client.SendAsync(request, hangUp.Token), Throws.InstanceOf<OperationCanceledException>());

        // A change of the same group waits until the one before it is done.
        using var next = await site.PatchAsync(id, """{"op":"add","path":"externalId","value":"e1"}""");
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(
            (await AuditOfAsync(site, "hung-up")).Select(e => (e.Action, e.Outcome)),
            Is.EqualTo(new[] { (AuditAction.GroupMembersAdd, AuditOutcome.Success) }));
    }

    [Test]
    public async Task An_account_without_the_right_to_administer_is_answered_503_with_a_sentence()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.IsAdministrator = false;

        using var answer = await site.PostAsync("staff");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That((await GroupSite.RefusalOf(answer)).Detail, Does.Contain("administ"));
    }

    [Test]
    public async Task No_free_seat_is_answered_400_without_a_type_and_tells_how_many_are_taken()
    {
        await using var site = await GroupSite.StartAsync(store, new JiraSandboxOptions { Seats = 3 }, null);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("jira-software-users");
        site.Product.AddUser("bob", "Bob", "bob@example.com");
        site.Product.AddUser("cid", "Cid", "cid@example.com");
        site.Product.AddGroup("more", "bob", "cid");
        site.Product.Nest("more", "jira-software-users");

        using var answer = await site.AddAsync(id, ann);

        var refusal = await GroupSite.RefusalOf(answer);
        Assert.That((refusal.Status, refusal.ScimType), Is.EqualTo((HttpStatusCode.BadRequest, (string?)null)));
        Assert.That(refusal.Detail, Does.StartWith("licence:").And.Contain("3 of 3"));
    }

    private static async Task<List<AuditEntry>> AuditOfAsync(GroupSite site, string requestId)
    {
        var log = site.Gateway.Get<IAuditLog>();
        await log.FlushAsync(default);
        var entries = new List<AuditEntry>();
        await foreach (var entry in log.ListAsync(new AuditQuery(RequestId: requestId), default))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
