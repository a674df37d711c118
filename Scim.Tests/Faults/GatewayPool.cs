using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Scim.Core.Provisioning;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>Some gateways with a product each, so that faults which take their time can happen side by side.</summary>
internal sealed class GatewayPool : IAsyncDisposable
{
    private const int Size = 6;

    private static int _scenes;

    private readonly Channel<TestGateway> _free = Channel.CreateUnbounded<TestGateway>();
    private readonly ConcurrentBag<TestGateway> _all = [];
    private readonly TestProduct _product;

    private GatewayPool(TestProduct product) => _product = product;

    /// <summary>Impatient gateways: what takes seconds in operation takes tenths here.</summary>
    public static async Task<GatewayPool> StartAsync(TestProduct product, string store)
    {
        var pool = new GatewayPool(product);
        for (var i = 0; i < Size; i++)
        {
            var gateway = await GatewayOn.StartAsync(
                product,
                store,
                "--Scim:Product:Timeout=500ms",
                "--Scim:Product:TotalTimeout=3s",
                "--Scim:Product:Retries=1",
                $"--Scim:Users:DefaultGroups:0={product.DefaultGroup}");
            pool._all.Add(gateway);

            // What is protected is read before the first change; no fault is to hit that.
            await gateway.CreateUserAsync("first");
            await pool._free.Writer.WriteAsync(gateway);
        }

        return pool;
    }

    /// <summary>Plays all cases, as many at a time as there are gateways; answers what went wrong.</summary>
    public async Task<IReadOnlyCollection<string>> PlayAsync<T>(IEnumerable<T> cases, Func<T, TestGateway, Scene, Task> play)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Size }, async (one, ct) =>
        {
            var gateway = await _free.Reader.ReadAsync(ct);
            try
            {
                var scene = new Scene(
                    () => gateway.Client, _product, gateway.Product, () => gateway.Get<IJournal>().ListAsync(default), Interlocked.Increment(ref _scenes));
                await play(one, gateway, scene);
            }
            catch (Exception e)
            {
                failures.Enqueue($"{one}: {e.Message}");
            }
            finally
            {
                gateway.Product.Faults.Clear();
                await _free.Writer.WriteAsync(gateway, ct);
            }
        });
        return failures;
    }

    /// <summary>The product calls that the operation takes when nothing goes wrong.</summary>
    public async Task<string[]> FindCallsAsync(Operation operation)
    {
        string[] calls = [];
        var failures = await PlayAsync([operation], async (_, gateway, scene) =>
        {
            await operation.Arrange(scene);
            gateway.Product.ForgetCalls();
            await scene.SendUntilDoneAsync(operation.Request(scene));
            calls = [.. gateway.Product.Calls.Select(c => $"{c.Method} {c.Target.Split('?')[0]}")];
            await scene.RequireEndAsync(operation);
        });
        Scene.Require(failures.Count == 0, $"Without any fault: {string.Join('\n', failures)}");
        return calls;
    }

    public static Recovery RecoveryOf(TestGateway gateway) => gateway.Get<IEnumerable<IHostedService>>().OfType<Recovery>().Single();

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _all)
        {
            await gateway.DisposeAsync();
        }
    }
}
