using Dapper;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

/// <summary>How the engines go about a query: what is found by an index is asserted from their own plans, not from times.</summary>
internal abstract class QueryPlanTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    private const int Users = 3000;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        var groups = Enumerable.Range(0, 300).Select(i => Group($"group {i}")).ToArray();
        var users = Enumerable.Range(0, Users).Select(i => User($"user {i}") with { Created = Noon.AddMinutes(i) }).ToArray();
        await Store.WriteAsync(async unit =>
        {
            foreach (var resource in users.Concat(groups))
            {
                await unit.InsertAsync(resource);
            }

            for (var i = 0; i < groups.Length; i++)
            {
                await unit.AddMembersAsync(groups[i].Id, [.. users.Where((_, n) => n % 300 == i).Select(u => u.Id)]);
            }
        });
        await GatherAsync();
    }

    [TestCase("group", "members eq \"{id}\"")]
    [TestCase("group", "members.value eq \"{id}\"")]
    [TestCase("group", "members[value eq \"{id}\"]")]
    [TestCase("group", "members[value eq \"{id}\" and type eq \"User\"]")]
    [TestCase("user", "groups eq \"{id}\"")]
    [TestCase("user", "groups.value eq \"{id}\"")]
    [TestCase("user", "groups[value eq \"{id}\"]")]
    public async Task A_membership_is_found_by_an_index(string type, string filter)
    {
        var of = type == "group" ? GroupType : UserType;
        var text = filter.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
        var query = new ResourceQuery(of, FilterBinder.Bind(Filter.Parse(text, new ScimLimits()), of), 0, 100);

        var plan = await PlanAsync(new QueryToSql(query, Store.Database.Dialect));

        Assert.That(plan, Does.Match(type == "group" ? "member_user" : "member_pkey|USING PRIMARY KEY \\(group_id=\\?\\)"));
        Assert.That(ReadsEverything(plan), Is.False, plan);
    }

    [Test]
    public async Task A_page_of_one_type_is_read_in_the_order_of_the_index()
    {
        var plan = await PlanAsync(new QueryToSql(new ResourceQuery(UserType, null, 100, 100), Store.Database.Dialect));

        Assert.That(plan, Does.Contain("resource_order"));
        Assert.That(Sorts(plan) || ReadsEverything(plan), Is.False, plan);
    }

    [Test]
    public async Task A_page_of_a_walk_begins_where_it_goes_on_however_far_that_is()
    {
        var youngest = new PagePosition(Noon.AddMinutes(Users), "z");
        var query = new ResourceQuery(UserType, null, 0, 100)
        {
            IsWalk = true,
            From = new(youngest, new(Noon.AddMinutes(2500), "a"), Backward: false),
        };

        var forward = await PlanAsync(new QueryToSql(query, Store.Database.Dialect, youngest));
        var backward = await PlanAsync(new QueryToSql(query with { From = query.From with { Backward = true } }, Store.Database.Dialect, youngest));

        foreach (var plan in (string[])[forward, backward])
        {
            Assert.That(plan, Does.Match("(?s)resource_order.*created"));
            Assert.That(Sorts(plan) || ReadsEverything(plan), Is.False, plan);
        }
    }

    [Test]
    public async Task A_page_of_the_root_reads_each_type_in_the_order_of_the_index()
    {
        var query = new ResourceQuery([new(UserType, null), new(GroupType, null)], 0, 10, false);

        var plan = await PlanAsync(new QueryToSql(query, Store.Database.Dialect));

        Assert.That(plan.Split("resource_order"), Has.Length.EqualTo(3), plan);
        Assert.That(ReadsEverything(plan), Is.False, plan);
    }

    /// <summary>Gathers what the engine itself gathers of its tables sooner or later.</summary>
    protected abstract Task GatherAsync();

    /// <summary>The engine's plan for the page.</summary>
    protected abstract Task<string> PlanAsync(QueryToSql sql);

    /// <summary>Whether a table is read from end to end.</summary>
    protected abstract bool ReadsEverything(string plan);

    protected abstract bool Sorts(string plan);
}

internal sealed class SqliteQueryPlanTests() : QueryPlanTests(() => TestStore.SqliteAsync())
{
    // It gathers nothing by itself.
    protected override Task GatherAsync() => Task.CompletedTask;

    protected override async Task<string> PlanAsync(QueryToSql sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        var steps = await connection.QueryAsync($"explain query plan {sql.Page}", sql.Parameters);
        return string.Join('\n', steps.Select(step => (string)step.detail));
    }

    // Tables are called by one letter, the sub-queries that only hold a page k and p0, p1.
    protected override bool ReadsEverything(string plan) => plan.Split('\n').Any(step => step is ['S', 'C', 'A', 'N', ' ', not ('k' or 'p'), ..]);

    protected override bool Sorts(string plan) => plan.Contains("TEMP B-TREE", StringComparison.Ordinal);
}

internal sealed class PostgreSqlQueryPlanTests() : QueryPlanTests(() => TestStore.PostgreSqlAsync())
{
    protected override async Task GatherAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        await connection.ExecuteAsync("analyze resource, attribute, member");
    }

    protected override async Task<string> PlanAsync(QueryToSql sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return string.Join('\n', await connection.QueryAsync<string>($"explain (costs off) {sql.Page}", sql.Parameters));
    }

    protected override bool ReadsEverything(string plan) => plan.Contains("Seq Scan", StringComparison.Ordinal);

    protected override bool Sorts(string plan) => plan.Contains("Sort", StringComparison.Ordinal);
}
