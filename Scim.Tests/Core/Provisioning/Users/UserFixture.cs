using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>A gateway with the default settings for all tests of a class; each test has names of its own.</summary>
public abstract class UserFixture(string store)
{
    protected string Store { get; } = store;

    private protected TestGateway Gateway { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Gateway = await GatewayOn.StartAsync(Store);

        // What is protected is read once, before the first change; it is no part of any request's cost.
        await Gateway.CreateUserAsync("first");
    }

    [SetUp]
    public void ForgetCalls() => Gateway.Sandbox.ForgetCalls();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }
    }

    /// <summary>A gateway of the test's own, with the protection read.</summary>
    private protected async Task<TestGateway> StartAnotherAsync(params IReadOnlyList<string> settings)
    {
        var gateway = await GatewayOn.StartAsync(Store, settings);
        await gateway.FindNameAsync("nobody");
        gateway.Sandbox.ForgetCalls();
        return gateway;
    }
}
