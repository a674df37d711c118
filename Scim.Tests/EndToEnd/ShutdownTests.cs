using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>SIGTERM: what is under way is finished and answered, nobody new is let in, and the process ends with 0.</summary>
[Category("EndToEnd")]
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ShutdownTests(string store)
{
    [Test]
    public async Task A_gateway_that_is_asked_to_end_finishes_what_it_has_begun_and_lets_nobody_in()
    {
        await using var deployment = await Deployment.StartAsync(store, ("Scim:Users:DefaultGroups:0", "jira-software-users"));
        using (var first = await deployment.Client.PostAsJsonAsync("Users", new { userName = "first" }))
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        deployment.Sandbox.Latency = TimeSpan.FromSeconds(3);
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        deployment.Product.Watch = _ =>
        {
            called.TrySetResult();
            return Task.CompletedTask;
        };
        var address = deployment.Gateway.Address;
        var answering = deployment.Client.PostAsJsonAsync("Users", new { userName = "ann" });
        await called.Task;

        var ending = deployment.Gateway.StopAsync();
        var refused = RefusedAsync(address);
        using var answer = await answering;

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await refused.WaitAsync(TimeSpan.FromSeconds(10)), Is.True, "a newcomer was let in");
        Assert.That(await ending.WaitAsync(TimeSpan.FromSeconds(30)), Is.Zero, deployment.Gateway.Said);
        Assert.That(deployment.Sandbox.Read().Group("jira-software-users")!.Members, Does.Contain("ann"));
        Assert.That(await deployment.Store.Journal.CountAsync(default), Is.Zero);
    }

    /// <summary>Knocks until nobody opens, for as long as the request that is under way takes.</summary>
    private static async Task<bool> RefusedAsync(Uri address)
    {
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5);)
        {
            try
            {
                using var newcomer = new TcpClient();
                await newcomer.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException)
            {
                return true;
            }
        }

        return false;
    }
}
