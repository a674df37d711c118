using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>A gateway with 12 users, whose clock stands still between requests, and walks through them.</summary>
public abstract class CursorFixture(string store)
{
    private TestGateway? _gateway;

    private protected string Store { get; } = store;

    private protected FakeTimeProvider Time { get; } = new(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private protected TestGateway Gateway => _gateway!;

    private protected async Task BeginAsync()
    {
        _gateway = await GatewayOn.StartAsync(Store, null, Time, "--Scim:Limits:PageSize=20", "--Scim:Limits:CursorTimeout=10m");
        foreach (var name in new[] { "kim", "Ann", "bob", "eve", "Dan", "cat", "gil", "fay", "hal", "ida", "joe", "Lea" })
        {
            var title = name[0] < 'd' ? ""","title":"Dr" """ : "";
            await CreateAsync("Users", $$"""{"userName":"{{name}}","displayName":"{{name}}"{{title}}}""");
        }
    }

    private protected async Task EndAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    private protected static string? Cursor(JsonElement page, string name) => page.TryGetProperty(name, out var cursor) ? cursor.GetString() : null;

    private protected static string[] NamesOf(JsonElement page) => [.. page.GetProperty("Resources").EnumerateArray()
        .Select(r => r.TryGetProperty("userName", out var name) ? name.GetString()! : r.GetProperty("displayName").GetString()!)];

    private protected async Task<List<JsonElement>> WalkAsync(string first, string rest)
    {
        var pages = new List<JsonElement> { await Gateway.GetJsonAsync(first) };
        while (Cursor(pages[^1], "nextCursor") is { } cursor)
        {
            pages.Add(await Gateway.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"{rest}&cursor={cursor}")));
        }

        return pages;
    }

    private protected async Task CreateAsync(string endpoint, string body)
    {
        using var answer = await Gateway.SendAsync(HttpMethod.Post, endpoint, body);
        answer.EnsureSuccessStatusCode();
        Time.Advance(TimeSpan.FromMilliseconds(3));
    }

    private protected async Task DeleteAsync(string id)
    {
        using var answer = await Gateway.SendAsync(HttpMethod.Delete, $"Users/{id}");
        answer.EnsureSuccessStatusCode();
    }
}
