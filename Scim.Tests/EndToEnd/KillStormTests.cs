using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>Two hundred creations and memberships at eight connections, the gateway killed five times, the client repeating what was not answered.</summary>
[Category("EndToEnd")]
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class KillStormTests(string store)
{
    private const int Users = 200;
    private const int Groups = 4;
    private const int Connections = 8;
    private const int Kills = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Every_user_is_there_once_with_every_membership()
    {
        await using var deployment = await Deployment.StartAsync(store);
        var storm = new Storm(deployment, Patience);
        for (var g = 0; g < Groups; g++)
        {
            await storm.PostAsync("Groups", "displayName", $"group{g}");
        }

        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, Users));
        var killing = KillAsync(deployment, waiting);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (waiting.TryDequeue(out var i))
            {
                var user = await storm.PostAsync("Users", "userName", $"user{i}");
                await storm.JoinAsync(storm.Ids[$"group{i % Groups}"], user);
            }
        }));
        await killing;

        Assert.That(storm.Repeats, Is.Positive, "no request was ever cut off");
        await ThenAsync(deployment, storm);
    }

    private static async Task KillAsync(Deployment deployment, ConcurrentQueue<int> waiting)
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            // At a moment of the product's: spread over the storm, after any of its calls.
            var left = Users - (kill * Users / (Kills + 1));
            var now = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            deployment.Product.Watch = moment =>
            {
                if (waiting.Count <= left && (int)moment == kill % 3)
                {
                    now.TrySetResult();
                }

                return Task.CompletedTask;
            };
            await now.Task.WaitAsync(Patience);
            deployment.Product.Watch = null;
            await deployment.Gateway.KillAsync();
            await deployment.StartGatewayAsync();
        }
    }

    private static async Task ThenAsync(Deployment deployment, Storm storm)
    {
        // What was left open by the last kill is settled by recovery, at start or by the client's repetition.
        var started = TimeProvider.System.GetTimestamp();
        while (await deployment.Store.Journal.CountAsync(default) > 0 && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
        {
        }

        Assert.That(await deployment.Store.Journal.CountAsync(default), Is.Zero, "entries left in the journal");
        var product = deployment.Sandbox.Read();
        var expected = Enumerable.Range(0, Users).Select(i => $"user{i}").Order(StringComparer.Ordinal).ToArray();
        Assert.That(product.Users.Where(u => u.Name != "admin").Select(u => u.Name).Order(StringComparer.Ordinal), Is.EqualTo(expected));
        Assert.That((await storm.ListAsync("Users", "userName")).Order(StringComparer.Ordinal), Is.EqualTo(expected));
        for (var g = 0; g < Groups; g++)
        {
            var members = Enumerable.Range(0, Users).Where(i => i % Groups == g).Select(i => $"user{i}").Order(StringComparer.Ordinal).ToArray();
            Assert.That(product.Group($"group{g}")!.Members.Order(StringComparer.Ordinal), Is.EqualTo(members));
            Assert.That(await storm.MembersAsync($"group{g}"), Is.EquivalentTo(members.Select(m => storm.Ids[m])));
        }
    }

    /// <summary>A client that repeats what was not answered, as Entra does.</summary>
    private sealed class Storm(Deployment deployment, TimeSpan patience)
    {
        private int _repeats;

        public int Repeats => _repeats;

        public ConcurrentDictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

        /// <summary>Creates it, or finds that it was created; answers its id.</summary>
        public async Task<string> PostAsync(string resources, string attribute, string name)
        {
            var (status, body) = await SendAsync(HttpMethod.Post, resources, $$"""{"{{attribute}}":"{{name}}"}""");
            var json = status == HttpStatusCode.Conflict ? await FindAsync(resources, attribute, name) : JsonSerializer.Deserialize<JsonElement>(body);
            Assert.That(status, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.Conflict), body);
            return Ids[name] = json.GetProperty("id").GetString()!;
        }

        public async Task JoinAsync(string group, string user)
        {
            var (status, body) = await SendAsync(
                HttpMethod.Patch, $"Groups/{group}", $$"""{"Operations":[{"op":"Add","path":"members","value":[{"value":"{{user}}"}]}]}""");
            Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent), body);
        }

        public async Task<IEnumerable<string>> ListAsync(string resources, string attribute)
        {
            var (_, body) = await SendAsync(HttpMethod.Get, $"{resources}?count=500", null);
            return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty(attribute).GetString()!);
        }

        public async Task<IEnumerable<string>> MembersAsync(string group)
        {
            var (_, body) = await SendAsync(HttpMethod.Get, $"Groups/{Ids[group]}", null);
            return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("members").EnumerateArray().Select(m => m.GetProperty("value").GetString()!);
        }

        private async Task<JsonElement> FindAsync(string resources, string attribute, string name)
        {
            var (_, body) = await SendAsync(HttpMethod.Get, $"{resources}?filter={attribute}+eq+%22{name}%22", null);
            return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("Resources")[0];
        }

        private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
        {
            for (var started = TimeProvider.System.GetTimestamp(); ; Interlocked.Increment(ref _repeats))
            {
                try
                {
                    using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json") };
                    using var answer = await deployment.Client.SendAsync(request);
                    var text = await answer.Content.ReadAsStringAsync();
                    if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                    {
                        return (answer.StatusCode, text);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or ObjectDisposedException or OperationCanceledException)
                {
                    // It is dead, or its successor isn't up yet.
                }

                if (TimeProvider.System.GetElapsedTime(started) > patience)
                {
                    throw new TimeoutException($"{method} {path} got no answer.");
                }

                await Task.Yield();
            }
        }
    }
}
