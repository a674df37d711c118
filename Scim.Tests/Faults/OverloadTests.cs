using System.Net;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>A product that is slower than its clients.</summary>
public sealed class OverloadTests
{
    private const int Connections = 500;
    private const long Grown = 150 * 1024 * 1024;

    [Test]
    public async Task Five_hundred_connections_to_a_product_of_two_seconds_are_told_when_to_come_back()
    {
        await using var gateway = await GatewayOn.StartAsync(
            GatewayOn.Sqlite, "--Scim:Product:TotalTimeout=5s", "--Scim:Product:Timeout=4s", "--Scim:Product:Retries=0");
        await gateway.CreateUserAsync("first");
        gateway.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async i =>
        {
            using var answer = await gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"user{{i}}","displayName":"user{{i}}"}""");
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
        }));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        gateway.Sandbox.Latency = TimeSpan.Zero;
        Assert.That(after - before, Is.LessThan(Grown), "memory grew");
        Assert.That(
            answers.Select(a => a.StatusCode).Distinct(),
            Is.SubsetOf(new[] { HttpStatusCode.Created, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable }));
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.Created), Is.Positive);
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests), Is.Positive);
        Assert.That(answers.Where(a => a.StatusCode != HttpStatusCode.Created).Select(a => a.Delta), Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(await gateway.Get<IJournal>().CountAsync(default), Is.LessThanOrEqualTo(256), "what was turned away at the door began nothing");
    }
}
