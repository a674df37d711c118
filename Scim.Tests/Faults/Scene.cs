using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>Where one operation plays: names of its own in a gateway and a product that other scenes use too.</summary>
/// <param name="client">The client of the gateway that runs at the moment.</param>
/// <param name="number">Makes the scene's names its own.</param>
public sealed class Scene(Func<HttpClient> client, TestProduct product, ProductSandbox sandbox, Func<Task<IReadOnlyList<JournalEntry>>> journal, int number)
{
    private const int Patience = 20;

    private readonly string _tag = $"-{number}x";
    private readonly List<string> _requestIds = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public ProductSandbox Sandbox => sandbox;

    /// <summary>Bitbucket, in an operation that only Bitbucket has.</summary>
    public BitbucketSandbox Bitbucket => (BitbucketSandbox)sandbox;

    /// <summary>Ids of the requests so far, in their order.</summary>
    public IReadOnlyList<string> RequestIds => _requestIds;

    /// <summary>The scene's own form of a name.</summary>
    public string Own(string name) => name + _tag;

    /// <summary>The SCIM id of what was created under this name.</summary>
    public string Id(string name) => _ids[name];

    public async Task CreateUserAsync(string name)
    {
        var created = await SendAsync(new(HttpMethod.Post, "Users", UserBody(name, name)));
        _ids[name] = IdIn(created.Body);
    }

    public async Task CreateGroupAsync(string name, params string[] members)
    {
        var created = await SendAsync(new(HttpMethod.Post, "Groups", GroupBody(name, members)));
        _ids[name] = IdIn(created.Body);
    }

    public async Task DeleteUserAsync(string name) => Require((await SendAsync(new(HttpMethod.Delete, $"Users/{Id(name)}", null))).Status == HttpStatusCode.NoContent, "The user couldn't be deleted.");

    /// <summary>Links a group that the product has, and makes it ours by a first change.</summary>
    public async Task AdoptGroupAsync(string name, params string[] members)
    {
        sandbox.AddGroup(Own(name));
        await CreateGroupAsync(name, members);
    }

    public string UserBody(string name, string displayName) =>
        $$"""{"userName":"{{Own(name)}}","displayName":"{{displayName}}","emails":[{"value":"{{Own(name)}}@example.com","type":"work","primary":true}]}""";

    public string GroupBody(string name, params string[] members) => $$"""{"displayName":"{{Own(name)}}","members":[{{Values(members)}}]}""";

    public static ClientRequest Patch(string path, string operations) => new(HttpMethod.Patch, path, $$"""{"Operations":[{{operations}}]}""");

    public string Values(params string[] members) => string.Join(',', members.Select(m => $$"""{"value":"{{Id(m)}}"}"""));

    /// <summary>As Entra switches an account on and off.</summary>
    public ClientRequest Switch(string name, bool active) =>
        Patch($"Users/{Id(name)}", $$"""{"op":"Replace","path":"active","value":"{{active}}"}""");

    /// <summary>Sends a request once.</summary>
    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> SendAsync(ClientRequest request)
    {
        using var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Body is not null)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, "application/scim+json");
        }

        var answer = await client().SendAsync(message);
        _requestIds.Add(answer.Headers.GetValues("X-Request-Id").Single());
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    /// <summary>Sends a request as Entra does: again while it is told to come later, and once it isn't, a conflict or a miss may say that it is done.</summary>
    /// <param name="isRepeated">Whether the request was sent before, and its answer lost.</param>
    public async Task SendUntilDoneAsync(ClientRequest request, bool isRepeated = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (status, body, answer) = await SendAsync(request);
            Require(status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"The client got {(int)status}, which would stop Entra's job: {body}");
            if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                Require(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), $"{(int)status} without Retry-After: {body}");
                Require(attempt < Patience, $"After {Patience} attempts there is still no result: {body}");
                isRepeated = true;
                continue;
            }

            var isSettled = (int)status < 300
                || (isRepeated && request.Method == HttpMethod.Post && status == HttpStatusCode.Conflict)
                || (isRepeated && request.Method == HttpMethod.Delete && status == HttpStatusCode.NotFound);
            Require(isSettled, $"The client got {(int)status}: {body}");
            return;
        }
    }

    /// <summary>The scene's open journal entries.</summary>
    public async Task<ImmutableArray<JournalEntry>> OpenEntriesAsync() =>
        [.. (await journal()).Where(e => e.Plan.Contains(_tag, StringComparison.Ordinal) || e.Names.Any(n => n.EndsWith(_tag, StringComparison.Ordinal)))];

    /// <summary>What the scene holds in the end is what the operation promises, in the product and in SCIM, and nothing is left open.</summary>
    public async Task RequireEndAsync(Operation operation)
    {
        var open = await OpenEntriesAsync();
        Require(open.IsEmpty, $"The journal still has {string.Join(", ", open.Select(e => $"{e.Action}: {e.Plan}"))}.");
        RequireSame(operation.InProduct.Select(Withdrawn), Product(), "In the product");
        RequireSame(operation.InScim, await ScimAsync(), "In SCIM");
    }

    /// <summary>Where there is no active flag, who is off is out of the group that lets people in.</summary>
    private string Withdrawn(string line) =>
        sandbox.Read().Users.Any(u => u.HasAccess is not null) ? line.Replace(" off +", " off", StringComparison.Ordinal) : line;

    /// <summary>
    /// "ann 'Ann' on +" for an account (+: in the default group; then what was granted to itself, and whether it has keys of its own),
    /// "staff: ann, bob" for a group.
    /// </summary>
    private IEnumerable<string> Product()
    {
        var state = sandbox.Read();
        var everybody = state.Group(product.DefaultGroup)!.Members;
        return state.Users.Where(u => u.Name.EndsWith(_tag, StringComparison.Ordinal))
            .Select(u => $"{Bare(u.Name)} '{u.DisplayName}' {(u.MayLogIn ? "on" : "off")}{(everybody.Contains(u.Name) ? " +" : "")}{OfItsOwn(u)}")
            .Concat(state.Groups.Where(g => g.Name.EndsWith(_tag, StringComparison.Ordinal)).Select(g => $"{Bare(g.Name)}: {Sorted(g.Members.Select(Bare))}"));
    }

    private string OfItsOwn(SandboxUser user) => sandbox is BitbucketSandbox bitbucket
        ? $"{(bitbucket.PermissionOf(user.Name) is { } permission ? $" {permission}" : "")}{(bitbucket.CountCredentials(user.Name) > 0 ? " keys" : "")}"
        : "";

    private async Task<IEnumerable<string>> ScimAsync()
    {
        var users = await FindAsync("Users", "userName");
        var groups = await FindAsync("Groups", "displayName");
        return users.Select(u => $"{NameOf(u, "userName")} '{u.GetProperty("displayName").GetString()}' {(IsActive(u) ? "on" : "off")}")
            .Concat(groups.Select(g => $"{NameOf(g, "displayName")}: {Sorted(MembersOf(g))}"));

        IEnumerable<string> MembersOf(JsonElement group) => group.TryGetProperty("members", out var members)
            ? members.EnumerateArray().Select(m => m.GetProperty("value").GetString()).Select(id => users.Where(u => u.GetProperty("id").GetString() == id).Select(u => NameOf(u, "userName")).FirstOrDefault() ?? "?")
            : [];

        // An account is active unless it says otherwise.
        static bool IsActive(JsonElement user) => !user.TryGetProperty("active", out var active) || active.GetBoolean();

        string NameOf(JsonElement resource, string attribute) => Bare(resource.GetProperty(attribute).GetString()!);
    }

    private async Task<JsonElement[]> FindAsync(string resources, string attribute)
    {
        var (status, body, _) = await SendAsync(new(HttpMethod.Get, $"{resources}?filter={attribute}+ew+%22{_tag}%22", null));
        Require(status == HttpStatusCode.OK, $"A list can't be read: {body}");
        var list = JsonSerializer.Deserialize<JsonElement>(body);
        return list.TryGetProperty("Resources", out var found) ? [.. found.EnumerateArray()] : [];
    }

    private string Bare(string name) => name.EndsWith(_tag, StringComparison.Ordinal) ? name[..^_tag.Length] : name;

    private static string Sorted(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static void RequireSame(IEnumerable<string> expected, IEnumerable<string> found, string where)
    {
        var (wanted, has) = (expected.Order(StringComparer.Ordinal).ToArray(), found.Order(StringComparer.Ordinal).ToArray());
        Require(wanted.SequenceEqual(has), $"{where} there should be [{string.Join("; ", wanted)}], there is [{string.Join("; ", has)}].");
    }

    private static string IdIn(string body)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(body);
        Require(json.TryGetProperty("id", out var id), $"There is no id in {body}");
        return id.GetString()!;
    }

    /// <summary>Throws instead of asserting: a matrix collects what it finds and fails once.</summary>
    public static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
