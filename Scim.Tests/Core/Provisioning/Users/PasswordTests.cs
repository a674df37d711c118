using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class PasswordTests(string store) : UserFixture(store)
{
    private const string Secret = "correct-horse-battery";

    [Test]
    [Rfc("7643-4.1.1-07", "7643-4.1.1-09", "7643-4.1.1-11", "7643-4.1.1-12", "7643-7-13", "7643-9.2-01")]
    public async Task A_password_is_accepted_and_reaches_neither_product_nor_store_nor_journal_nor_audit_nor_log()
    {
        await using var gateway = await StartAnotherAsync();
        using var log = new RecordingLog();
        gateway.Get<ILoggerFactory>().AddProvider(log);

        var created = await gateway.PostAsync($$"""{"userName":"ann","displayName":"Ann","password":"{{Secret}}"}""");
        var patched = await gateway.PatchAsync(created.Id, $$"""{"op":"replace","path":"password","value":"{{Secret}}"}""");
        var pathless = await gateway.PatchAsync(created.Id, $$"""{"op":"add","value":{"password":"{{Secret}}","displayName":"Anna"} }""");
        var put = await gateway.PutAsync(created.Id, $$"""{"userName":"ann","displayName":"Ann","password":"{{Secret}}"}""");

        // One that stays open in the journal.
        gateway.Sandbox.Faults.Set("POST", "/rest/api/2/user", new SandboxFault.Page(System.Net.HttpStatusCode.ServiceUnavailable), times: 99);
        var unfinished = await gateway.PostAsync($$"""{"userName":"bob","password":"{{Secret}}"}""");
        await gateway.Get<IAuditLog>().FlushAsync(default);

        var answers = new[] { created, patched, pathless, put, unfinished };
        Assert.That(answers.Select(a => (int)a.Status), Is.EqualTo(new[] { 201, 200, 200, 200, 503 }));
        Assert.That(answers.Select(a => a.Json.GetRawText()), Has.None.Contains(Secret));
        Assert.That(gateway.Sandbox.Calls.Select(c => c.Body + c.Target), Has.None.Contains(Secret));
        Assert.That(await gateway.Get<IJournal>().CountAsync(default), Is.EqualTo(1));
        Assert.That(await EverythingStoredAsync(gateway), Does.Contain("Anna").And.Not.Contain(Secret));
        Assert.That(log.Lines, Has.None.Contains(Secret));
    }

    private async Task<string> EverythingStoredAsync(TestGateway gateway)
    {
        if (Store == GatewayOn.Sqlite)
        {
            var files = Directory.GetFiles(gateway.Folder).Select(ReadShared);
            return string.Concat(await Task.WhenAll(files));
        }

        await using var connection = new NpgsqlConnection(gateway.Get<IConfiguration>()["Scim:Store:ConnectionString"]);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand("select tablename from pg_tables where schemaname = 'public'", connection))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var all = new StringBuilder();
        foreach (var table in tables)
        {
            await using var rows = new NpgsqlCommand($"select coalesce(string_agg(t::text, ' '), '') from \"{table}\" t", connection);
            all.Append((string?)await rows.ExecuteScalarAsync());
        }

        return all.ToString();
    }

    private static async Task<string> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    private sealed class RecordingLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
