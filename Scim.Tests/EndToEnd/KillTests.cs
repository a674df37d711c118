using NUnit.Framework;
using Scim.Tests.Faults;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>
/// kill -9, by the product: on receiving a call, after doing what it says, and after answering it, for every call of every kind of step. The
/// gateway starts again on the same store, the client repeats its request, and product, SCIM and journal agree.
/// </summary>
[Category("EndToEnd")]
[TestFixtureSource(typeof(TestProduct), nameof(TestProduct.OnStores))]
public sealed class KillTests(string store, TestProduct product)
{
    private static readonly Operation[] Steps =
    [
        Operations.DeleteUser, Operations.CreateUser, Operations.UpdateUser, Operations.CreateGroup, Operations.AddMembers, Operations.RemoveMembers,
        Operations.DeleteGroup,
    ];

    // Jira does these by the call that changes anything else of an account.
    private static readonly Operation[] StepsOfOthers =
    [
        Operations.RenameUser, Operations.DeactivateUser, Operations.ActivateUser, Operations.RemoveAccess, Operations.GiveBackAccess,
        Operations.DeleteUserWithKeys,
    ];

    private static readonly Operation[] StepsOfDeactivation = [Operations.DeactivateAndDeleteUser, Operations.RevokeCredentials];

    private Deployment _deployment = null!;
    private int _scenes;

    [TearDown]
    public async Task StopAsync()
    {
        if (_deployment is not null)
        {
            await _deployment.DisposeAsync();
        }
    }

    [Test]
    [CancelAfter(900_000)]
    public Task A_gateway_that_is_killed_at_any_call_loses_nothing_and_doubles_nothing(CancellationToken ct) =>
        KillEverywhereAsync("delete", product == TestProduct.Jira ? Steps : [.. Steps, .. StepsOfOthers], ct);

    [Test]
    [CancelAfter(600_000)]
    public Task Nor_does_one_whose_deletions_deactivate(CancellationToken ct) => KillEverywhereAsync("deactivate", StepsOfDeactivation, ct);

    private async Task KillEverywhereAsync(string onDelete, IEnumerable<Operation> operations, CancellationToken ct)
    {
        _deployment = await Deployment.StartAsync(
            store,
            product,
            ("Scim:Users:OnDelete", onDelete),
            ("Scim:Users:DefaultGroups:0", product.DefaultGroup),
            ("Scim:Product:ConfirmNames", "1h"));

        // What is protected is read before the first change; it is no part of any operation.
        await NewScene().CreateUserAsync("first");
        var failures = new List<string>();
        foreach (var operation in Operations.Of(product, operations))
        {
            var calls = await CountCallsAsync(operation);
            foreach (var moment in Enum.GetValues<CallMoment>())
            {
                for (var call = 1; call <= calls.Length; call++)
                {
                    if (moment == CallMoment.Applied && calls[call - 1].StartsWith("GET ", StringComparison.Ordinal))
                    {
                        // A read does nothing that could be applied: the moment is the one before.
                        continue;
                    }

                    if (call > 1 && calls[call - 1] == calls[call - 2] && calls[call - 1].StartsWith("GET ", StringComparison.Ordinal))
                    {
                        // How often a long task is asked after depends on the machine.
                        continue;
                    }

                    ct.ThrowIfCancellationRequested();
                    var name = $"{operation}, call {call} ({calls[call - 1]}), {moment}";
                    var failure = await KillAsync(operation, call, moment);
                    await TestContext.Progress.WriteLineAsync($"{product} on {store}\t{name}\t{failure ?? "lost 0, doubled 0"}");
                    if (failure is not null)
                    {
                        failures.Add($"{name}: {failure}");
                    }
                }
            }
        }

        Assert.That(failures, Is.Empty);
    }

    private async Task<string?> KillAsync(Operation operation, int call, CallMoment moment)
    {
        try
        {
            var scene = NewScene();
            await operation.Arrange(scene);
            var request = operation.Request(scene);
            var killed = KillAt(call, moment);
            try
            {
                await scene.SendAsync(request);
            }
            catch (HttpRequestException)
            {
                // The answer that will never come.
            }

            await killed.WaitAsync(TimeSpan.FromSeconds(30));
            await _deployment.StartGatewayAsync();
            await scene.SendUntilDoneAsync(request, isRepeated: true);
            await scene.RequireEndAsync(operation);
            return null;
        }
        catch (Exception e)
        {
            // Whatever state it is in, the next run begins with a gateway that works.
            var said = _deployment.Gateway.Said;
            _deployment.Product.Watch = null;
            await _deployment.StartGatewayAsync();
            return $"{e.GetType().Name}: {e.Message}\n{said}";
        }
        finally
        {
            _deployment.Product.Watch = null;
        }
    }

    /// <summary>Completes when the gateway is dead.</summary>
    private Task KillAt(int call, CallMoment moment)
    {
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        _deployment.Product.Watch = async now =>
        {
            if (now != moment || Interlocked.Increment(ref count) != call)
            {
                return;
            }

            await _deployment.Gateway.KillAsync();
            dead.TrySetResult();
            if (moment == CallMoment.Received)
            {
                throw new OperationCanceledException("Whoever called is dead, and nothing was done.");
            }
        };
        return dead.Task;
    }

    private async Task<string[]> CountCallsAsync(Operation operation)
    {
        var scene = NewScene();
        await operation.Arrange(scene);
        _deployment.Sandbox.ForgetCalls();
        await scene.SendUntilDoneAsync(operation.Request(scene));
        string[] calls = [.. _deployment.Sandbox.Calls.Select(c => $"{c.Method} {c.Target.Split('?')[0]}")];
        await scene.RequireEndAsync(operation);
        return calls;
    }

    private Scene NewScene() => new(() => _deployment.Client, product, _deployment.Sandbox, () => _deployment.Store.Journal.ListAsync(default), ++_scenes);
}
