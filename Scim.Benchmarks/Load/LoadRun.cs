namespace Scim.Benchmarks.Load;

/// <summary>The measurements: each operation of the gateway and its bare counterpart by turns, and the gateway against itself at two sizes.</summary>
internal sealed class LoadRun(DirectoryInfo folder, int requests, int connections, int users, int rounds)
{
    // The compiler's last tier comes in the background, the later the more code there is: a service is warm when it gets no faster.
    private const int WarmUpTurn = 5_000;

    private const int MostWarmUpTurns = 8;

    private const double Faster = 1.03;

    private int _serial;

    public List<LoadResult> Results { get; } = [];

    public List<(string Name, double Found, string Wanted)> Ratios { get; } = [];

    public IReadOnlyList<(string Name, Func<CancellationToken, Task> Measure)> Measurements =>
    [
        ("create a user", CreateAsync),
        ("PATCH one attribute", PatchAsync),
        ("add one member", MemberAsync),
        ("look up, live", LiveAsync),
        ("look up, mirror", MirrorAsync),
        ("large directory", SizesAsync),
        ("pages", PagesAsync),
    ];

    private Task CreateAsync(CancellationToken ct) => AgainstBareAsync(
        "create a user",
        "≥ 0.60",
        [],
        (gateway, _) => Task.FromResult<Func<int, Task<bool>>>(_ => gateway.SendAsync(HttpMethod.Post, "Users", User(Name()))),
        (bare, _) => Task.FromResult<Func<int, Task<bool>>>(_ => bare.ChangeAsync("POST", "rest/api/2/user", JiraUser(Name()))),
        ct);

    private Task PatchAsync(CancellationToken ct) => AgainstBareAsync(
        "PATCH one attribute",
        "≥ 0.60",
        [],
        async (gateway, _) =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 100; i++)
            {
                ids.Add(await gateway.CreateAsync("Users", User(Name())));
            }

            return n => gateway.SendAsync(HttpMethod.Patch, $"Users/{ids[n % ids.Count]}", Patch($$"""{"op":"Replace","path":"displayName","value":"Name {{n}}"}"""));
        },
        (bare, product) =>
        {
            var names = Enumerable.Range(0, 100).Select(_ => Name()).ToArray();
            var keys = names.Select(name => product.Sandbox.AddUser(name, name, $"{name}@example.com")).ToArray();
            return Task.FromResult<Func<int, Task<bool>>>(n =>
                bare.ChangeAsync("PUT", $"rest/api/2/user?key={keys[n % keys.Length]}", $$"""{"displayName":"Name {{n}}"}"""));
        },
        ct);

    private Task MemberAsync(CancellationToken ct) => AgainstBareAsync(
        "add one member",
        "≥ 0.60",
        [],
        async (gateway, _) =>
        {
            var groups = await GroupsAsync(name => gateway.CreateAsync("Groups", $$"""{"displayName":"{{name}}"}"""));
            var ids = await Ids(gateway, PairsOf(groups));
            return Pairs(groups, ids, (group, id) => gateway.SendAsync(HttpMethod.Patch, $"Groups/{group}", Member(id)));
        },
        async (bare, product) =>
        {
            var groups = await GroupsAsync(name =>
            {
                product.Sandbox.AddGroup(name);
                return Task.FromResult(name);
            });
            var names = Enumerable.Range(0, PairsOf(groups)).Select(_ => Name()).ToArray();
            Array.ForEach(names, name => product.Sandbox.AddUser(name, name, $"{name}@example.com"));
            return Pairs(groups, names, (group, name) =>
                bare.ChangeAsync("POST", $"rest/api/2/group/user?groupname={group}", $$"""{"name":"{{name}}"}"""));
        },
        ct);

    private async Task<IReadOnlyList<string>> GroupsAsync(Func<string, Task<string>> make)
    {
        var groups = new List<string>();
        for (var i = 0; i < connections * 4; i++)
        {
            groups.Add(await make(Name()));
        }

        return groups;
    }

    /// <summary>People enough that no membership is sent twice in all rounds: a second time is another call to the product.</summary>
    private int PairsOf(IReadOnlyList<string> groups) => (((WarmUpTurn * MostWarmUpTurns) + (requests * rounds)) / groups.Count) + 1;

    private static Func<int, Task<bool>> Pairs(IReadOnlyList<string> groups, IReadOnlyList<string> people, Func<string, string, Task<bool>> send)
    {
        var next = -1;
        return _ =>
        {
            var pair = Interlocked.Increment(ref next);
            return send(groups[pair % groups.Count], people[pair / groups.Count]);
        };
    }

    private Task LiveAsync(CancellationToken ct) => AgainstBareAsync(
        "look up, live",
        "≥ 0.60",
        [],
        async (gateway, _) => LookUps(gateway, await CreateUsersAsync(gateway, 200)),
        (bare, product) =>
        {
            var names = Enumerable.Range(0, 200).Select(_ => Name()).ToArray();
            Array.ForEach(names, name => product.Sandbox.AddUser(name, name, $"{name}@example.com"));
            return Task.FromResult<Func<int, Task<bool>>>(n => bare.GetAsync($"/live/{names[n % names.Length]}"));
        },
        ct);

    private Task MirrorAsync(CancellationToken ct) => AgainstBareAsync(
        "look up, mirror",
        "≥ 0.40",
        ["--Scim:Reads=mirror"],
        async (gateway, _) => LookUps(gateway, await CreateUsersAsync(gateway, 200)),
        (bare, _) =>
        {
            var names = Enumerable.Range(0, 200).Select(_ => Name()).ToArray();
            bare.Fill(names);
            return Task.FromResult<Func<int, Task<bool>>>(n => bare.GetAsync($"/mirror/{names[n % names.Length]}"));
        },
        ct);

    private async Task SizesAsync(CancellationToken ct)
    {
        await using var product = await LoadProduct.StartAsync();
        await using var gateway = await LoadGateway.StartAsync(product, folder, "--Scim:Reads=mirror");
        var small = await CreateUsersAsync(gateway, 100);
        var newcomers = await Ids(gateway, rounds * requests / 10);
        var (few, empty) = (LookUps(gateway, small), await gateway.CreateAsync("Groups", $$"""{"displayName":"{{Name()}}"}"""));
        var lookUpFew = await Measured("look up among 100 users", few, ct);
        var addToEmpty = await Measured("add a member to an empty group", n => gateway.SendAsync(HttpMethod.Patch, $"Groups/{empty}", Member(newcomers[n % newcomers.Count])), ct, newcomers.Count);

        var many = await Ids(gateway, users);
        var directory = small.Count + newcomers.Count + many.Count;
        var full = await gateway.CreateAsync("Groups", $$"""{"displayName":"{{Name()}}","members":[{{string.Join(',', many.Select(id => $$"""{"value":"{{id}}"}"""))}}]}""");
        var lookUpMany = await Measured($"look up among {directory} users", few, ct);
        var addToFull = await Measured($"add a member to a group of {many.Count}", n => gateway.SendAsync(HttpMethod.Patch, $"Groups/{full}", Member(newcomers[n % newcomers.Count])), ct, newcomers.Count);
        Ratios.Add(($"time of a look-up, {directory} users to 100", lookUpMany.P50 / lookUpFew.P50, "≤ 1.30"));
        Ratios.Add(($"time of adding a member, {many.Count} members to none", addToFull.P50 / addToEmpty.P50, "≤ 1.30"));
    }

    /// <summary>Lists, filters and queries by POST over the whole directory, one after the other as an import asks for them.</summary>
    private async Task PagesAsync(CancellationToken ct)
    {
        await using var product = await LoadProduct.StartAsync();
        await using var gateway = await LoadGateway.StartAsync(product, folder, "--Scim:Reads=mirror");
        await Ids(gateway, users);
        const string Complex = "active eq true and (emails[type eq \"work\" and value co \"7@\"] or name.givenName sw \"load-1\") and not (title pr)";
        var search = $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":{{System.Text.Json.JsonSerializer.Serialize(Complex)}},"sortBy":"name.familyName","count":100}
            """;
        var small = await Page("list of 10, first page", _ => gateway.SendAsync(HttpMethod.Get, "Users?count=10"));
        var first = await Page("list of 100, first page", _ => gateway.SendAsync(HttpMethod.Get, "Users?count=100"));
        var last = await Page("list of 100, last page", _ => gateway.SendAsync(HttpMethod.Get, $"Users?count=100&startIndex={users - 99}"));
        await Page("list of 100 with five attributes", _ => gateway.SendAsync(HttpMethod.Get, "Users?count=100&attributes=userName,active,displayName,externalId,emails"));
        await Page("complex filter, 100 answered", _ => gateway.SendAsync(HttpMethod.Get, $"Users?count=100&filter={Uri.EscapeDataString(Complex)}"));
        await Page("the same sorted, by .search", _ => gateway.SendAsync(HttpMethod.Post, "Users/.search", search));
        Ratios.Add(("time of a page of 100 to ten of 10", first.P50 / (10 * small.P50), "≤ 1.00"));
        Ratios.Add(($"time of the last page of {users} users to the first", last.P50 / first.P50, "≤ 1.30"));

        async Task<LoadResult> Page(string name, Func<int, Task<bool>> send)
        {
            await LoadDriver.RunAsync("warm-up", requests / 10, 1, send, ct);
            var result = await LoadDriver.RunAsync($"{name} ({users} users)", requests / 10, 1, send, ct);
            Results.Add(result);
            return result;
        }
    }

    private async Task<LoadResult> Measured(string name, Func<int, Task<bool>> send, CancellationToken ct, int? count = null)
    {
        var result = await LoadDriver.RunAsync(name, count ?? requests, connections, send, ct);
        Results.Add(result);
        return result;
    }

    /// <summary>Gateway and bare service by turns on one product; the medians of the rounds make the ratio.</summary>
    private async Task AgainstBareAsync(
        string name,
        string wanted,
        string[] settings,
        Func<LoadGateway, LoadProduct, Task<Func<int, Task<bool>>>> prepareGateway,
        Func<BareService, LoadProduct, Task<Func<int, Task<bool>>>> prepareBare,
        CancellationToken ct)
    {
        await using var product = await LoadProduct.StartAsync();
        await using var gateway = await LoadGateway.StartAsync(product, folder, settings);
        await using var bare = await BareService.StartAsync(product, folder);
        var (ours, theirs) = (await prepareGateway(gateway, product), await prepareBare(bare, product));
        await WarmUpAsync(ours, ct);
        await WarmUpAsync(theirs, ct);
        var (gatewayRounds, bareRounds) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < rounds; round++)
        {
            gatewayRounds.Add(await LoadDriver.RunAsync($"{name}: gateway", requests, connections, ours, ct));
            bareRounds.Add(await LoadDriver.RunAsync($"{name}: bare", requests, connections, theirs, ct));
        }

        var (median, bareMedian) = (Median(gatewayRounds), Median(bareRounds));
        Results.AddRange([median, bareMedian]);
        Ratios.Add(($"{name}, gateway to bare", median.PerSecond / bareMedian.PerSecond, wanted));
        Ratios.Add(($"{name}, processor time of bare to gateway", bareMedian.Processor / median.Processor, ""));
    }

    private async Task WarmUpAsync(Func<int, Task<bool>> send, CancellationToken ct)
    {
        var best = 0.0;
        for (var turn = 0; turn < MostWarmUpTurns; turn++)
        {
            var rate = (await LoadDriver.RunAsync("warm-up", WarmUpTurn, connections, send, ct)).PerSecond;
            if (turn > 1 && rate < best * Faster)
            {
                return;
            }

            best = Math.Max(best, rate);
        }
    }

    private static LoadResult Median(List<LoadResult> results)
    {
        var middle = results.OrderBy(r => r.PerSecond).ElementAt(results.Count / 2);
        return middle with { Errors = results.Sum(r => r.Errors) };
    }

    private static Func<int, Task<bool>> LookUps(LoadGateway gateway, IReadOnlyList<string> names) =>
        n => gateway.SendAsync(HttpMethod.Get, $"Users?filter=userName+eq+%22{names[n % names.Count]}%22");

    private async Task<IReadOnlyList<string>> CreateUsersAsync(LoadGateway gateway, int count)
    {
        var names = Enumerable.Range(0, count).Select(_ => Name()).ToArray();
        await LoadDriver.RunAsync("", count, connections, n => gateway.SendAsync(HttpMethod.Post, "Users", User(names[n])), CancellationToken.None);
        return names;
    }

    private async Task<IReadOnlyList<string>> Ids(LoadGateway gateway, int count)
    {
        var ids = new string[count];
        await LoadDriver.RunAsync("", count, connections, async n => (ids[n] = await gateway.CreateAsync("Users", User(Name()))).Length > 0, CancellationToken.None);
        return ids;
    }

    private string Name() => $"load-{Interlocked.Increment(ref _serial)}";

    private static string User(string name) =>
        $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"{{name}}","userName":"{{name}}","active":true,
        "displayName":"{{name}} Example","name":{"givenName":"{{name}}","familyName":"Example"},
        "emails":[{"primary":true,"type":"work","value":"{{name}}@example.com"}]}
        """;

    private static string JiraUser(string name) =>
        $$"""
        {"name":"{{name}}","displayName":"{{name}} Example","emailAddress":"{{name}}@example.com","notification":"false","applicationKeys":[]}
        """;

    private static string Patch(string operation) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private static string Member(string id) => Patch($$"""{"op":"Add","path":"members","value":[{"value":"{{id}}"}]}""");
}
