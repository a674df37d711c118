using System.Net;
using System.Net.Http.Json;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>A change that can't be settled is never dropped, and shows.</summary>
[Category("EndToEnd")]
public sealed class UnfinishedChangeTests
{
    [Test]
    public async Task Check_tells_of_a_change_that_waits_for_the_product()
    {
        await using var deployment = await Deployment.StartAsync(
            GatewayOn.Sqlite, ("Scim:Product:Timeout", "300ms"), ("Scim:Product:TotalTimeout", "1s"), ("Scim:Product:Retries", "0"));
        using var first = await deployment.Client.PostAsJsonAsync("Users", new { userName = "first" });
        deployment.Sandbox.Faults.Set("*", "/rest/api/2/user", new SandboxFault.ResetAfter(), times: 1000);
        using var answer = await deployment.Client.PostAsJsonAsync("Users", new { userName = "ann" });

        var check = await deployment.RunAsync("check");
        deployment.Sandbox.Faults.Clear();
        using var again = await deployment.Client.PostAsJsonAsync("Users", new { userName = "ann" });
        var after = await deployment.RunAsync("check");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(check.ExitCode, Is.Zero, "it waits, that is no failure");
        Assert.That(check.Output, Does.Match(@"warning\tjournal\tuser\.create of User \S+ \(ann\) is unfinished since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\. Jira can't be reached at "));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "it was settled before the repetition, which finds it");
        Assert.That(after.Output, Does.Contain("ok\tjournal\tno change is unfinished."));
    }
}
