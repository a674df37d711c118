using System.Net;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Authentication;

public sealed class RequestRateTests
{
    [Test]
    public async Task What_a_token_asks_beyond_its_rate_is_429_and_others_are_not_held_up()
    {
        await using var gateway = await TestGateway.StartAsync(["--Scim:Limits:RequestsPerSecond=1"]);
        var wild = gateway.CreateClient((await gateway.IssueAsync(TokenScope.Read)).Text.Reveal());

        // Two within a second at most pass where the second begins anew in between; of ten at once some must be refused.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => wild.GetAsync("Schemas")));
        using var other = await gateway.Client.GetAsync("Schemas");
        using var health = await gateway.Client.GetAsync("/health/live");

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        Assert.That(refused, Is.Not.Empty);
        Assert.That(answers.Count(a => a.StatusCode == HttpStatusCode.OK), Is.GreaterThan(0));
        Assert.That(refused[0].Headers.RetryAfter?.ToString(), Is.EqualTo("1"));
        Assert.That(
            (await TestGateway.JsonOf(refused[0])).GetProperty("detail").GetString(),
            Is.EqualTo("The token makes more than 1 requests in a second, as many as Scim:Limits:RequestsPerSecond allows: nothing was done, expected a later try."));
        Assert.That((other.StatusCode, health.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test]
    public async Task Without_a_limit_there_is_none()
    {
        await using var gateway = await TestGateway.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.Client.GetAsync("Schemas")));

        Assert.That(answers.Select(a => a.StatusCode).Distinct(), Is.EqualTo(new[] { HttpStatusCode.OK }));
        Array.ForEach(answers, answer => answer.Dispose());
    }
}
