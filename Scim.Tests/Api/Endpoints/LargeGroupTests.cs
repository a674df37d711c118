using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Groups of 100 000 members go through the gateway page by page, at the client's pace.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class LargeGroupTests(string store)
{
    private const int Many = 100_000;

    // A page of the store on its way, the buffer, and what was sent but not yet seen.
    private const int Ahead = 1500;

    private TestGateway _gateway = null!;
    private string _group = null!;

    private UnhurriedMembers Members => (UnhurriedMembers)_gateway.Get<IMemberStore>();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(store, null, [], services =>
        {
            var registered = services.Single(service => service.ServiceType == typeof(IMemberStore)).ImplementationType!;
            services.AddSingleton<IMemberStore>(provider => new UnhurriedMembers((IMemberStore)ActivatorUtilities.CreateInstance(provider, registered)));
        });
        foreach (var name in new[] { "everybody", "everybody else" })
        {
            using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}"}""");
            _group = (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
            await Crowd.JoinAsync(_gateway, _group, Many);
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

    [Test]
    public async Task A_group_is_sent_while_it_is_read() => await AssertStreamsAsync($"Groups/{_group}", Many);

    [Test]
    public async Task A_list_of_groups_is_sent_while_it_is_read() => await AssertStreamsAsync("Groups", 2 * Many);

    [Test]
    public async Task A_page_of_the_root_is_sent_while_it_is_read() => await AssertStreamsAsync("?filter=displayName+co+%22everybody%22", 2 * Many);

    [Test]
    public async Task A_group_without_its_members_asks_for_none()
    {
        Members.Reset();

        await _gateway.GetJsonAsync($"Groups/{_group}?excludedAttributes=members");
        await _gateway.GetJsonAsync("Groups?attributes=displayName");

        Assert.That(Members.MostAhead, Is.Zero);
    }

    [Test]
    public async Task Members_of_two_large_groups_are_told_of_both()
    {
        var list = await _gateway.GetJsonAsync("Users?filter=groups+pr&count=2&startIndex=77777&attributes=groups.display");

        Assert.That(
            list.GetProperty("Resources").EnumerateArray().Select(u => string.Join(
                ',', u.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("display").GetString()!).Order(StringComparer.Ordinal))),
            Is.EqualTo(["everybody,everybody else", "everybody,everybody else"]));
    }

    private async Task AssertStreamsAsync(string path, int members)
    {
        Members.Reset();
        Members.Ahead = Ahead;
        using var answer = await _gateway.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();

        // Of each member this stands in the answer once; that the end of a buffer may cut it in two is why a state is kept.
        var mark = "\"type\":\"User\""u8.ToArray();
        var (buffer, seen, matched) = (new byte[16 * 1024], 0, 0);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            foreach (var unit in buffer.AsSpan(0, read))
            {
                matched = unit == mark[matched] ? matched + 1 : unit == mark[0] ? 1 : 0;
                if (matched == mark.Length)
                {
                    (seen, matched) = (seen + 1, 0);
                }
            }

            Members.Seen(seen);
        }

        Members.Ahead = null;
        Assert.That(seen, Is.EqualTo(members));
        Assert.That(Members.MostAhead, Is.LessThan(members / 20));
    }
}
