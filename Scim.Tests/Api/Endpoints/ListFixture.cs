using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>A gateway with some users, and the names that a query on them finds.</summary>
public abstract class ListFixture(string store, int pageSize, params string[] users)
{
    private TestGateway? _gateway;

    private protected TestGateway Gateway => _gateway!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(store, $"--Scim:Limits:PageSize={pageSize}");
        foreach (var user in users)
        {
            using var answer = await Gateway.SendAsync(HttpMethod.Post, "Users", user);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), user);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    private protected static string NamesOf(JsonElement list) =>
        string.Join(',', list.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("userName").GetString()));

    private protected async Task FindsAsync(string filter, string expected)
    {
        var list = await Gateway.GetJsonAsync($"Users?filter={Uri.EscapeDataString(filter)}");

        Assert.That(NamesOf(list), Is.EqualTo(expected), filter);
    }

    private protected async Task RefusesAsync(string query, string scimType, string? says = null)
    {
        using var answer = await Gateway.Client.GetAsync(query);

        var error = await TestGateway.JsonOf(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), query);
        Assert.That(error.GetProperty("scimType").GetString(), Is.EqualTo(scimType), query);
        Assert.That(error.GetProperty("detail").GetString(), Does.Contain(says ?? ""));
    }
}
