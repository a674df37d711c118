using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class AuditLogTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task An_entry_comes_back_whole_and_stands_in_the_store_by_its_documented_names()
    {
        var id = Guid.CreateVersion7(Noon).ToString();
        var entry = new AuditEntry(
            id, Noon, Unique("request"), new Actor("entra", null, "10.0.0.1", "azure"), AuditAction.UserUpdate, new("User", "1", "änn", "key", "ann"),
            AuditOutcome.Failure, 400, "invalidValue", "A sentence.", [new("title", null, "\"Boss\"")], [new("PUT", "/rest", 200, 12.5, 1)],
            ["A note."], 34.5)
        {
            Request = new("PATCH", "/scim/v2/Users/1"),
            Dialect = "entra",
        };

        await Store.WriteAsync(unit => unit.AppendAsync(entry));
        var found = await ListAsync(new(RequestId: entry.RequestId));

        Assert.That(JsonSerializer.Serialize(found), Is.EqualTo(JsonSerializer.Serialize(new[] { entry })));
        await using var connection = await Store.Database.OpenAsync(default);
        Assert.That(
            await connection.ExecuteScalarAsync<string>("select entry from audit where id = @id", new { id }),
            Is.EqualTo(
                $$$"""
                {"id":"{{{id}}}","time":"2025-03-01T12:00:00+00:00","requestId":"{{{entry.RequestId}}}",
                "actor":{"token":"entra","subject":null,"ip":"10.0.0.1","userAgent":"azure"},"action":"user.update",
                "resource":{"type":"User","id":"1","name":"änn","productKey":"key","productName":"ann"},"outcome":"failure","status":400,
                "scimType":"invalidValue","detail":"A sentence.","changes":[{"attribute":"title","before":null,"after":"\"Boss\""}],
                "product":[{"method":"PUT","path":"/rest","status":200,"ms":12.5,"attempt":1}],"notes":["A note."],"ms":34.5,
                "request":{"method":"PATCH","path":"/scim/v2/Users/1"},"dialect":"entra"}
                """.Replace("\n", "", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Entries_are_found_by_everything_a_query_names_youngest_first()
    {
        await using var own = await Create();
        var entries = new[]
        {
            Entry(0, AuditAction.UserCreate, new("User", "id-1", "Ännchen", "key-1")),
            Entry(1, AuditAction.UserUpdate, new("User", "id-1", "Ännchen", "key-1"), AuditOutcome.Failure),
            Entry(2, AuditAction.GroupCreate, new("Group", "id-2", "staff", "key-2")),
            Entry(3, AuditAction.AuthFailed, null, AuditOutcome.Failure),
        };
        await own.WriteAsync(async unit =>
        {
            foreach (var entry in entries)
            {
                await unit.AppendAsync(entry);
            }
        });

        using (Assert.EnterMultipleScope())
        {
            await FindsAsync(new(), 3, 2, 1, 0);
            await FindsAsync(new(Limit: 2), 3, 2);
            await FindsAsync(new(Limit: 0));
            await FindsAsync(new(Resource: "id-1"), 1, 0);
            await FindsAsync(new(Resource: "key-2"), 2);
            await FindsAsync(new(Resource: "ÄNNCHEN"), 1, 0);
            await FindsAsync(new(Resource: "KEY-2"));
            await FindsAsync(new(Outcome: AuditOutcome.Failure), 3, 1);
            await FindsAsync(new(Outcome: AuditOutcome.Failure, Resource: "id-1"), 1);
            await FindsAsync(new(Action: "user."), 1, 0);
            await FindsAsync(new(Action: AuditAction.UserUpdate), 1);
            await FindsAsync(new(Action: "user"));
            await FindsAsync(new(RequestId: entries[2].RequestId), 2);
            await FindsAsync(new(Since: Noon.AddSeconds(1), Until: Noon.AddSeconds(3)), 2, 1);
        }

        async Task FindsAsync(AuditQuery query, params int[] expected)
        {
            var found = new List<string>();
            await foreach (var entry in own.Audit.ListAsync(query, default))
            {
                found.Add(entry.Id);
            }

            Assert.That(found, Is.EqualTo(expected.Select(i => entries[i].Id)), query.ToString());
        }
    }

    [Test]
    public async Task A_long_list_is_streamed_over_its_pages_without_a_gap()
    {
        await using var own = await Create();
        // Many in one millisecond: the page ends between them.
        var entries = Enumerable.Range(0, 1203).Select(i => Entry(i / 400, AuditAction.UserCreate)).ToArray();
        foreach (var entry in entries)
        {
            own.Audit.Enqueue(entry);
        }

        await own.Audit.FlushAsync(default);

        var found = new List<string>();
        await foreach (var entry in own.Audit.ListAsync(new(Limit: 5000), default))
        {
            found.Add(entry.Id);
        }

        Assert.That(found, Is.EqualTo(entries.OrderByDescending(e => e.Time).ThenByDescending(e => e.Id, StringComparer.Ordinal).Select(e => e.Id)));
    }

    [Test]
    public async Task What_is_enqueued_is_written_within_a_second_and_the_rest_at_shutdown()
    {
        var time = new FakeTimeProvider(Noon);
        await using var log = new AuditLog(Store.Database, new(), NullLogger<AuditLog>.Instance);
        using var writer = new AuditWriter(log, time, NullLogger<AuditWriter>.Instance);
        var (first, second) = (Entry(0, AuditAction.UserRead), Entry(1, AuditAction.UserRead));
        await ((IHostedService)writer).StartAsync(default);

        log.Enqueue(first);
        await UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return (await ListAsync(new(RequestId: first.RequestId))).Count == 1;
        });

        log.Enqueue(second);
        await ((IHostedService)writer).StopAsync(default);
        Assert.That(await ListAsync(new(RequestId: second.RequestId)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Beyond_the_capacity_reads_are_dropped_and_refusals_are_kept()
    {
        await using var own = await Create();
        for (var i = 0; i < AuditLog.MinorCapacity + 5; i++)
        {
            own.Audit.Enqueue(Entry(i, AuditAction.UserRead));
        }

        for (var i = 0; i < 3; i++)
        {
            own.Audit.Enqueue(Entry(i, AuditAction.UserRead, outcome: AuditOutcome.Failure));
        }

        await own.Audit.FlushAsync(default);

        Assert.That(own.Audit.Dropped, Is.EqualTo(5));
        Assert.That(await CountAsync(own), Is.EqualTo(AuditLog.MinorCapacity + 3));
        own.Audit.Enqueue(Entry(0, AuditAction.UserRead));
        await own.Audit.FlushAsync(default);
        Assert.That(await CountAsync(own), Is.EqualTo(AuditLog.MinorCapacity + 4));
    }

    [Test]
    public async Task What_cant_be_written_is_kept_and_written_later()
    {
        var store = await Create();
        await using var _ = store;
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync("alter table audit rename to away");
        store.Audit.Enqueue(Entry(0, AuditAction.AuthFailed));

        await Assert.ThatAsync(() => store.Audit.FlushAsync(default), Throws.InstanceOf<System.Data.Common.DbException>());
        await connection.ExecuteAsync("alter table away rename to audit");
        await store.Audit.FlushAsync(default);

        Assert.That(await CountAsync(store), Is.EqualTo(1));
    }

    [Test]
    public async Task Pruning_keeps_changes_and_failures_longer_than_reads()
    {
        await using var own = await Create();
        await own.WriteAsync(async unit =>
        {
            await unit.AppendAsync(Entry(0, AuditAction.UserCreate));
            await unit.AppendAsync(Entry(10, AuditAction.UserRead));
            await unit.AppendAsync(Entry(10, AuditAction.UserRead, outcome: AuditOutcome.Failure));
            await unit.AppendAsync(Entry(10, AuditAction.UserUpdate));
            await unit.AppendAsync(Entry(20, AuditAction.GroupSearch));
        });

        var pruned = await own.Audit.PruneAsync(Noon.AddSeconds(5), Noon.AddSeconds(15), default);

        Assert.That(pruned, Is.EqualTo(2));
        Assert.That(await CountAsync(own), Is.EqualTo(3));
    }

    [Test]
    public async Task Pruning_goes_on_bite_by_bite_until_all_is_gone()
    {
        await using var own = await Create();
        for (var i = 0; i < 4001; i++)
        {
            own.Audit.Enqueue(Entry(i, AuditAction.UserRead));
        }

        await own.Audit.FlushAsync(default);

        Assert.That(await own.Audit.PruneAsync(Noon, Noon.AddDays(1), default), Is.EqualTo(4001));
        Assert.That(await CountAsync(own), Is.Zero);
    }

    private static AuditEntry Entry(int second, string action, AuditResource? resource = null, AuditOutcome outcome = AuditOutcome.Success)
    {
        var time = Noon.AddSeconds(second);
        return new(
            Guid.CreateVersion7(time).ToString(), time, Guid.NewGuid().ToString(), Actor.Gateway, action, resource, outcome, 200, null, null, [], [], [], 1);
    }

    private static async Task<int> CountAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return await connection.ExecuteScalarAsync<int>("select count(*) from audit");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<List<AuditEntry>> ListAsync(AuditQuery query)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in Store.Audit.ListAsync(query, default))
        {
            entries.Add(entry);
        }

        return entries;
    }
}

internal sealed class SqliteAuditLogTests() : AuditLogTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlAuditLogTests() : AuditLogTests(() => TestStore.PostgreSqlAsync());
