using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Commands.Replay;
using Scim.Core.Adapters;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>Whole provisioning cycles of Microsoft Entra ID against the published gateway.</summary>
[Category("EndToEnd")]
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class EntraCycleTests(string store)
{
    [Test]
    public async Task The_cycles_of_an_enterprise_application_leave_what_the_directory_says()
    {
        await using var deployment = await Deployment.StartAsync(store);
        await using var services = AdapterOver(deployment.Sandbox);
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

    /// <summary>The product's own way to make what it had before the gateway came.</summary>
    private static ServiceProvider AdapterOver(JiraSandbox sandbox)
    {
        var options = new JiraSandboxOptions();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Scim:Jira:BaseUrl"] = options.BaseUrl.AbsoluteUri,
            ["Scim:Jira:Token"] = options.Token,
        }).Build();
        var services = new ServiceCollection();
        services.AddJiraAdapter(settings);
        services.AddHttpClient("jira").ConfigurePrimaryHttpMessageHandler(() => sandbox);
        return services.BuildServiceProvider();
    }
}
