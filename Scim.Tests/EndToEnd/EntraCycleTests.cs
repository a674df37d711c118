using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Api.Commands.Replay;
using Scim.Core.Adapters;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>Whole provisioning cycles of Microsoft Entra ID against the published gateway.</summary>
[Category("EndToEnd")]
[TestFixtureSource(nameof(Deployments))]
public sealed class EntraCycleTests(string store, TestProduct product)
{
    private static readonly object[][] Deployments = [.. TestProduct.OnStores, [GatewayOn.PostgreSql, TestProduct.Bitbucket]];

    [Test]
    public async Task The_cycles_of_an_enterprise_application_leave_what_the_directory_says()
    {
        await using var deployment = await Deployment.StartAsync(store, product);
        await using var services = product.AdapterOver(deployment.Started);
        using var http = new HttpClient(new SocketsHttpHandler());
        var url = deployment.Gateway.ScimUrl.AbsoluteUri.TrimEnd('/');
        var target = new ReplayTarget(new(url), GatewayProcess.Token, services.GetRequiredService<IProductAdapter>(), deployment.Sandbox);
        var replay = new EntraReplay(target, new EntraClient(http, url, target.Token));

        await replay.PrepareAsync(default);
        var phases = new List<ReplayPhase>();
        foreach (var (name, play) in replay.Phases)
        {
            phases.Add(await replay.PlayAsync(name, play, default));
        }

        Assert.That(phases.SelectMany(p => p.Mismatches), Is.Empty);
        Assert.That(replay.Comparison.Rows, Is.Not.Empty);
        Assert.That(await deployment.Store.Journal.CountAsync(default), Is.Zero);
    }
}
