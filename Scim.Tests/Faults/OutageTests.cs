using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>Half a minute without the product, in real time and with the settings that the gateway ships with.</summary>
[Category("EndToEnd")]
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
[Parallelizable(ParallelScope.Self)]
public sealed class OutageTests(string store)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    [Test]
    [CancelAfter(240_000)]
    public async Task Half_a_minute_without_the_product_loses_nothing_and_doubles_nothing(CancellationToken ct)
    {
        await using var gateway = await GatewayOn.StartAsync(store);
        await gateway.CreateUserAsync("first");
        string[] names = [.. Enumerable.Range(0, 8).Select(i => $"user-{i}")];

        // The first call of each is done, and nobody hears of it; then nothing answers.
        var begun = TimeProvider.System.GetTimestamp();
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", new SandboxFault.ResetAfter(), times: names.Length / 2);
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", new SandboxFault.Refuse(), nth: (names.Length / 2) + 1, times: 1_000_000);
        var clients = names.Select(name => CreateAsync(gateway, name, ct)).ToArray();
        using (var second = new PeriodicTimer(BetweenTries))
        {
            while (TimeProvider.System.GetElapsedTime(begun) < Outage)
            {
                await second.WaitForNextTickAsync(ct);
                Assert.That(clients.Select(c => c.IsCompleted), Is.All.False, "nothing is answered 2xx that isn't done");
            }
        }

        gateway.Sandbox.Faults.Clear();
        await Task.WhenAll(clients).WaitAsync(Patience, ct);
        await GatewayPool.RecoveryOf(gateway).SettleAllAsync(TimeSpan.Zero, ct);

        var state = gateway.Sandbox.Read();
        Assert.That(names.Select(state.User), Is.All.Not.Null);
        Assert.That(await gateway.Get<IJournal>().ListAsync(ct), Is.Empty);
        foreach (var name in names)
        {
            Assert.That((await gateway.Client.GetStringAsync($"Users?filter=userName+eq+%22{name}%22", ct)), Does.Contain("\"totalResults\":1"));
        }
    }

    /// <summary>Sends a creation again each second until it is answered; a conflict says that it was done before.</summary>
    private static async Task CreateAsync(TestGateway gateway, string name, CancellationToken ct)
    {
        using var pause = new PeriodicTimer(BetweenTries);
        while (true)
        {
            using var answer = await gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"{{name}}"}""");
            if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict)
            {
                return;
            }

            Assert.That((int)answer.StatusCode, Is.AnyOf(429, 503), await answer.Content.ReadAsStringAsync(ct));
            await pause.WaitForNextTickAsync(ct);
        }
    }
}
