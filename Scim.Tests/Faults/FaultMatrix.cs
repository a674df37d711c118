using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>Every operation, every product call of it, every fault: never lost, never twice.</summary>
/// <remarks>A subclass for each product names the operations, as what a product lacks can't go wrong there.</remarks>
public abstract class FaultMatrix(TestProduct product, string store)
{
    private GatewayPool _pool = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _pool = await GatewayPool.StartAsync(product, store);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_pool is not null)
        {
            await _pool.DisposeAsync();
        }
    }

    /// <summary>Whatever goes wrong, a client that repeats its request gets what it asked for, once.</summary>
    protected async Task PlayEveryFaultAsync(Operation operation)
    {
        var calls = await _pool.FindCallsAsync(operation);

        // A page of a list has minutes (ProductHttp.ListTimeout), and a client that patient has no test.
        var cases = from call in Enumerable.Range(1, calls.Length)
                    from fault in InjectedFault.All
                    where !fault.NeverAnswers || !IsPageOfMembers(calls[call - 1])
                    select (Call: call, Fault: fault);

        var failures = await _pool.PlayAsync(cases, async (one, gateway, scene) =>
        {
            await operation.Arrange(scene);
            var before = scene.RequestIds.Count;
            gateway.Product.Faults.Set("*", "*", one.Fault.Fault, one.Call, one.Fault.Times);
            await scene.SendUntilDoneAsync(operation.Request(scene));
            gateway.Product.Faults.Clear();
            await scene.RequireEndAsync(operation);
            await RequireAuditAsync(gateway, scene.RequestIds.Skip(before));
        });

        Assert.That(calls, Is.Not.Empty);
        Assert.That(failures, Is.Empty);
    }

    /// <summary>From wherever a plan stops, recovery alone reaches the same end.</summary>
    protected async Task PlayEveryStopAsync(Operation operation)
    {
        // k calls are done, the last one's answer lost, and then the product is gone: the plan has stopped after any of its prefixes.
        var calls = await _pool.FindCallsAsync(operation);

        var failures = await _pool.PlayAsync(Enumerable.Range(0, calls.Length + 1), async (done, gateway, scene) =>
        {
            await operation.Arrange(scene);
            var faults = gateway.Product.Faults;
            if (done > 0)
            {
                faults.Set("*", "*", new Scim.Core.Adapters.Sandbox.SandboxFault.ResetAfter(), done);
            }

            faults.Set("*", "*", new Scim.Core.Adapters.Sandbox.SandboxFault.Refuse(), done + 1, times: 1000);
            var request = operation.Request(scene);
            var (status, body, _) = await scene.SendAsync(request);
            var requestId = scene.RequestIds[^1];
            faults.Clear();
            var open = await scene.OpenEntriesAsync();
            await GatewayPool.RecoveryOf(gateway).SettleAllAsync(TimeSpan.Zero, default);
            if (open.IsEmpty && (int)status >= 400)
            {
                // Given up before anything was begun: that is the client's to repeat.
                Scene.Require((int)status >= 429, $"The client got {(int)status}: {body}");
                await scene.SendUntilDoneAsync(request, isRepeated: true);
            }

            await scene.RequireEndAsync(operation);
            if (!open.IsEmpty)
            {
                var actions = await ActionsOfAsync(gateway, requestId);
                Scene.Require(actions.Contains(AuditAction.Recovery), $"Recovery left no audit entry, only {string.Join(", ", actions)}.");
            }
        });

        Assert.That(failures, Is.Empty);
    }

    private static bool IsPageOfMembers(string call) => call.StartsWith("GET ", StringComparison.Ordinal)
        && (call.EndsWith("/member", StringComparison.Ordinal) || call.EndsWith("/groups/more-members", StringComparison.Ordinal));

    private static async Task RequireAuditAsync(TestGateway gateway, IEnumerable<string> requestIds)
    {
        foreach (var id in requestIds)
        {
            var since = TimeProvider.System.GetTimestamp();
            while ((await ActionsOfAsync(gateway, id)).Count == 0)
            {
                // The entry of an answer is made when the answer is out.
                Scene.Require(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(10), $"Request {id} has no audit entry.");
            }
        }
    }

    private static async Task<List<string>> ActionsOfAsync(TestGateway gateway, string requestId)
    {
        var log = gateway.Get<IAuditLog>();
        await log.FlushAsync(default);
        var actions = new List<string>();
        await foreach (var entry in log.ListAsync(new AuditQuery(RequestId: requestId), default))
        {
            actions.Add(entry.Action);
        }

        return actions;
    }
}
