using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>Entra puts the object's id before the name of a soft-deleted user.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class SoftDeletedNamesTests(string store) : UserFixture(store)
{
    private const string Digits = "0123456789abcdef0123456789ABCDEF";

    [Test]
    public async Task The_name_is_stored_and_the_product_keeps_the_real_one_whichever_comes_first(
        [Values("name, active", "active, name", "together", "together the other way")] string away,
        [Values("name, active", "active, name", "together")] string back)
    {
        var real = $"{away}-{back}".Replace(" ", "", StringComparison.Ordinal).Replace(",", ".", StringComparison.Ordinal);
        var id = (await Gateway.PostAsync($$"""{"userName":"{{real}}","displayName":"Real"}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        var gone = await SendAsync(id, away, Digits + real, "false");
        var account = Gateway.Sandbox.Read().User(real);
        var byReal = await Gateway.FindNameAsync(real);
        var byStored = await Gateway.FindNameAsync(Digits + real);
        var here = await SendAsync(id, back, real, "true");

        Assert.That((gone.Text("userName"), gone.IsActive), Is.EqualTo((Digits + real, false)));
        Assert.That((account?.Name, account?.Active), Is.EqualTo((real, false)));
        Assert.That(byReal.Found, Is.EqualTo(new[] { id }));
        Assert.That(byStored.Found, Is.EqualTo(new[] { id }));
        Assert.That((here.Id, here.Text("userName"), here.IsActive), Is.EqualTo((id, real, true)));
        Assert.That(Gateway.Sandbox.Read().User(real)!.Active, Is.True);
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"active":false}""", """{"active":true}""" }));
    }

    [Test]
    public async Task It_is_answered_by_a_read_as_it_was_sent()
    {
        var id = await Gateway.CreateUserAsync("reader");
        _ = await SendAsync(id, "together", $"{Digits}reader", "false");

        Assert.That((await Gateway.ReadAsync(id)).Text("userName"), Is.EqualTo($"{Digits}reader"));
        Assert.That((await Gateway.FindNameAsync("reader")).Json.GetProperty("Resources")[0].GetProperty("userName").GetString(), Is.EqualTo($"{Digits}reader"));
    }

    [Test]
    public async Task The_rest_of_a_filter_by_the_real_name_must_hold()
    {
        var id = await Gateway.CreateUserAsync("filtered");
        _ = await SendAsync(id, "together", $"{Digits}filtered", "false");

        Assert.That((await Gateway.FindAsync("userName eq \"filtered\" and active eq true")).Found, Is.Empty);
        Assert.That((await Gateway.FindAsync("userName eq \"filtered\" and active eq false")).Found, Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task The_audit_log_tells_the_products_name()
    {
        var id = await Gateway.CreateUserAsync("told");

        var answer = await SendAsync(id, "together", $"{Digits}told", "false");

        Assert.That((await Gateway.EntriesAsync(answer)).Single().Resource?.ProductName, Is.EqualTo("told"));
    }

    [Test]
    public async Task The_real_name_stays_taken()
    {
        var id = await Gateway.CreateUserAsync("held");
        _ = await SendAsync(id, "together", $"{Digits}held", "false");

        var answer = await Gateway.PostAsync("""{"userName":"held"}""");

        Assert.That(answer.Detail, Is.EqualTo($"userName 'held' belongs to user {id}."));
    }

    [TestCase("0123456789abcdef0123456789abcde")]
    [TestCase("0123456789abcdef0123456789abcdeg")]
    [TestCase("0123456789abcdef0123456789abcdef-")]
    public async Task Anything_else_before_the_name_is_a_rename(string before)
    {
        var real = $"plain{before.Length}{before[^1]}";
        var id = await Gateway.CreateUserAsync(real);

        _ = await Gateway.PatchAsync(id, $$"""{"op":"replace","path":"userName","value":"{{before}}{{real}}"}""");

        Assert.That(Gateway.Sandbox.Read().User(real), Is.Null);
        Assert.That(Gateway.Sandbox.Read().User(before + real), Is.Not.Null);
    }

    [Test]
    public async Task A_DELETE_of_one_frees_both_names()
    {
        var id = await Gateway.CreateUserAsync("freed");
        _ = await SendAsync(id, "together", $"{Digits}freed", "false");
        _ = await Gateway.DeleteAsync(id);

        var answer = await Gateway.PostAsync("""{"userName":"freed"}""");

        Assert.That(answer.Status, Is.EqualTo(System.Net.HttpStatusCode.Created));
        Assert.That(answer.Id, Is.Not.EqualTo(id));
        Assert.That(Gateway.Sandbox.Read().User("freed")!.Active, Is.True);
    }

    private async Task<Answer> SendAsync(string id, string order, string name, string active)
    {
        var rename = $$"""{"op":"Replace","path":"userName","value":"{{name}}"}""";
        var activate = $$"""{"op":"Replace","path":"active","value":{{active}}}""";
        string[] requests = order switch
        {
            "name, active" => [rename, activate],
            "active, name" => [activate, rename],
            "together" => [$"{activate},{rename}"],
            _ => [$"{rename},{activate}"],
        };
        var answer = await Gateway.PatchAsync(id, requests[0]);
        return requests.Length == 1 ? answer : await Gateway.PatchAsync(id, requests[1]);
    }
}
