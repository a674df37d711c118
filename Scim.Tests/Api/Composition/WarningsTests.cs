using NUnit.Framework;
using Scim.Api.Composition;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Composition;

public sealed class WarningsTests
{
    [Test]
    public async Task A_bootstrap_token_and_a_slip_of_the_pen_are_told()
    {
        await using var gateway = await TestGateway.StartAsync("--Scim:Users:OnDelte=delete");

        Assert.That(gateway.Get<Warnings>().Find(), Is.EqualTo(new[]
        {
            "Scim:Users:OnDelte has no meaning here and is passed over. Is Scim:Users:OnDelete meant?",
            "Scim:Auth:BootstrapToken is set: a token with every right that never expires. Take it out once \"scim token create\" has made others.",
        }));
    }

    [Test]
    public async Task An_address_that_others_reach_without_TLS_is_told_unless_a_proxy_is_named()
    {
        await using var open = await TestGateway.StartAsync("--Scim:Urls=http://*:0");
        await using var behind = await TestGateway.StartAsync("--Scim:Urls=http://*:0", "--Scim:ForwardedHeaders:KnownProxies=10.0.0.1");

        Assert.That(open.Get<Warnings>().Find(), Has.Some.Contains("is reached without TLS from other machines"));
        Assert.That(behind.Get<Warnings>().Find(), Has.None.Contains("TLS"));
    }
}
