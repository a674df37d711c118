using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class TokenAndSettingTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task A_token_comes_back_and_its_update_writes_what_may_change()
    {
        var token = new StoredToken(Unique("id"), Unique("entra"), TokenScope.Provision, "hash", null, Noon, Noon.AddDays(365), null);
        await Store.Tokens.InsertAsync(token, default);
        Assert.That(await Store.Tokens.FindAsync(token.Id, default), Is.EqualTo(token));
        var changed = token with { Scope = TokenScope.Admin, Dialect = "okta", Expires = Noon, Revoked = Noon.AddHours(1) };

        await Store.Tokens.UpdateAsync(changed with { Hash = "another", Name = "another" }, default);

        Assert.That(await Store.Tokens.FindAsync(token.Id, default), Is.EqualTo(changed));
        Assert.That(await Store.Tokens.FindAsync("nobody", default), Is.Null);
    }

    [Test]
    public async Task Tokens_are_listed_by_name()
    {
        await using var own = await Create();
        foreach (var name in new[] { "c", "a", "b" })
        {
            await own.Tokens.InsertAsync(new(name + "-id", name, TokenScope.Read, "hash", null, Noon, Noon, Noon), default);
        }

        Assert.That((await own.Tokens.ListAsync(default)).Select(t => t.Name), Is.EqualTo(["a", "b", "c"]));
    }

    [Test]
    public async Task A_setting_is_added_once_and_set_as_often_as_one_likes()
    {
        var name = Unique("setting");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Store.Settings.FindAsync(name, default), Is.Null);
            Assert.That(await Store.Settings.GetOrAddAsync(name, "one", default), Is.EqualTo("one"));
            Assert.That(await Store.Settings.GetOrAddAsync(name, "two", default), Is.EqualTo("one"));
            await Store.Settings.SetAsync(name, "three", default);
            Assert.That(await Store.Settings.FindAsync(name, default), Is.EqualTo("three"));
        }
    }

    [Test]
    public async Task Processes_that_start_together_agree_on_a_setting()
    {
        var name = Unique("key");
        await using var other = Store.OpenAgain();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            new SettingStore(i % 2 == 0 ? Store.Database : other).GetOrAddAsync(name, $"value {i}", default)));

        Assert.That(answers.Distinct().ToArray(), Has.Length.EqualTo(1));
    }
}

internal sealed class SqliteTokenAndSettingTests() : TokenAndSettingTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlTokenAndSettingTests() : TokenAndSettingTests(() => TestStore.PostgreSqlAsync());
