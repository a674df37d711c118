using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints.Bulk;

/// <summary>RFC 7644 §3.7: operations, results and limits.</summary>
public sealed class BulkTests : BulkFixture
{
    private protected override IEnumerable<string> Settings => ["--Scim:Limits:BulkOperations=20", "--Scim:Limits:BodyBytes=20000"];

    [Test]
    [Rfc("7644-3.7-02", "7644-3.7-10", "7644-3.7-13", "7644-3.7.3-01", "7644-3.7.3-02", "7644-3.7-08")]
    public async Task Each_method_has_the_status_that_it_has_alone()
    {
        var made = await RunAsync(PostUser("ann"), PostUser("ben"), PostGroup("staff"));
        var (ann, ben, staff) = (IdOf(made[0]), IdOf(made[1]), IdOf(made[2]));

        var results = await RunAsync(
            $$"""{"method":"PUT","path":"/Users/{{ann}}","bulkId":"mine","data":{"title":"Pilot","userName":"ann-{{Own}}"} }""",
            $$$"""{"method":"PATCH","path":"/Users/{{{ben}}}","data":{"Operations":[{"op":"replace","path":"active","value":false}]}}""",
            $$$"""{"method":"PATCH","path":"/Groups/{{{staff}}}","data":{"Operations":[{"op":"add","path":"members","value":[{"value":"{{{ann}}}"}]}]}}""",
            $$"""{"method":"DELETE","path":"/Users/{{ben}}"}""",
            """{"method":"DELETE","path":"/Users/nobody"}""");

        Assert.That(Statuses(made), Is.EqualTo(new[] { "201", "201", "201" }));
        Assert.That(made.Select(r => r.GetProperty("bulkId").GetString()), Is.EqualTo(new[] { "ann", "ben", "staff" }));
        Assert.That(Statuses(results), Is.EqualTo(new[] { "200", "200", "204", "204", "404" }));
        Assert.That(results.Select(r => r.GetProperty("method").GetString()), Is.EqualTo(new[] { "PUT", "PATCH", "PATCH", "DELETE", "DELETE" }));
        Assert.That(results.Select(IdOf), Is.EqualTo(new[] { ann, ben, staff, ben, "nobody" }));
        Assert.That(results[0].GetProperty("bulkId").GetString(), Is.EqualTo("mine"));
        var user = await Gateway.GetJsonAsync($"Users/{ann}");
        Assert.That(user.GetProperty("title").GetString(), Is.EqualTo("Pilot"));
        Assert.That(results[0].GetProperty("version").GetString(), Is.EqualTo(user.GetProperty("meta").GetProperty("version").GetString()));
        Assert.That(results[0].GetProperty("location").GetString(), Is.EqualTo(user.GetProperty("meta").GetProperty("location").GetString()));
        Assert.That(results[3].TryGetProperty("version", out _), Is.False);
        Assert.That(await MembersOfAsync(staff), Is.EqualTo(new[] { ann }));
        Assert.That(Gateway.Sandbox.Read().User($"ben-{Own}")!.Active, Is.False);
    }

    [Test]
    [Rfc("7644-3.7-11", "7644-3.7-09", "7644-3.7.3-03", "7644-3.12-23", "7644-3.7-08")]
    public async Task After_a_failure_the_others_are_done()
    {
        var results = await RunAsync(PostUser("ann"), Post("twin", "/Users", $$"""{"userName":"ann-{{Own}}"}"""), PostUser("ben"));

        var error = results[1].GetProperty("response");
        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "409", "201" }));
        Assert.That(results[1].TryGetProperty("location", out _), Is.False);
        Assert.That(error.GetProperty("schemas")[0].GetString(), Is.EqualTo("urn:ietf:params:scim:api:messages:2.0:Error"));
        Assert.That((error.GetProperty("status").GetString(), error.GetProperty("scimType").GetString()), Is.EqualTo(("409", "uniqueness")));
        Assert.That(error.GetProperty("detail").GetString(), Is.EqualTo($"userName 'ann-{Own}' belongs to user {IdOf(results[0])}."));
        Assert.That(results[0].TryGetProperty("response", out _), Is.False);
    }

    [Rfc("7644-3.7-12", "7644-3.7.3-01")]
    [TestCase(1, new[] { "400" })]
    [TestCase(2, new[] { "400", "201", "404" })]
    [TestCase(3, new[] { "400", "201", "404", "201" })]
    public async Task FailOnErrors_leaves_the_rest_undone(int failOnErrors, string[] statuses)
    {
        var results = await RunAsync(failOnErrors, Post("bad", "/Users", "{}"), PostUser("ann"), """{"method":"DELETE","path":"/Groups/nobody"}""", PostUser("ben"));

        Assert.That(Statuses(results), Is.EqualTo(statuses));
        Assert.That(Gateway.Sandbox.Read().User($"ann-{Own}") is not null, Is.EqualTo(failOnErrors > 1));
        Assert.That(Gateway.Sandbox.Read().User($"ben-{Own}") is not null, Is.EqualTo(failOnErrors > 2));
    }

    [Rfc("7644-3.7-03", "7644-3.7-04", "7644-3.7-05", "7644-3.7-06")]
    [TestCase("""{"path":"/Users","bulkId":"x","data":{"userName":"x"}}""", "invalidSyntax", "Operations[1] has no \"method\"; expected POST, PUT, PATCH or DELETE.")]
    [TestCase("""{"method":"GET","path":"/Users/1"}""", "invalidValue", "Operations[1].method: expected POST, PUT, PATCH or DELETE, found \"GET\".")]
    [TestCase("""{"method":7,"path":"/Users/1"}""", "invalidSyntax", "Operations[1].method is no string.")]
    [TestCase("""{"method":"POST","path":"/Users","data":{"userName":"x"}}""", "invalidSyntax", "Operations[1] has no \"bulkId\"; expected a text of the client's own, for every POST.")]
    [TestCase("""{"method":"POST","bulkId":"x","data":{"userName":"x"}}""", "invalidSyntax", "Operations[1] has no \"path\"; expected such as /Users, or /Users/{id}.")]
    [TestCase("""{"method":"POST","path":"/Users/1","bulkId":"x","data":{"userName":"x"}}""", "invalidValue", "Operations[1].path: expected /Users for a POST, found \"/Users/1\".")]
    [TestCase("""{"method":"DELETE","path":"/Users"}""", "invalidValue", "Operations[1].path: expected /Users/{id} for a DELETE, found \"/Users\".")]
    [TestCase("""{"method":"PATCH","path":"/Groups/","data":{}}""", "invalidValue", "Operations[1].path: expected /Groups/{id} for a PATCH, found \"/Groups/\".")]
    [TestCase("""{"method":"POST","path":"/Users","bulkId":"x"}""", "invalidSyntax", "Operations[1] has no \"data\"; expected the body of the POST.")]
    [TestCase("""{"method":"PUT","path":"/Users/1","data":null}""", "invalidSyntax", "Operations[1] has no \"data\"; expected the body of the PUT.")]
    [TestCase("""{"method":"PATCH","path":"/Users/1","data":{}}""", "invalidSyntax", "The body has no \"Operations\".")]
    [TestCase("""{"method":"PATCH","path":"/Users/1","data":[]}""", "invalidSyntax", "A PATCH body is an object with \"Operations\".")]
    [TestCase("""{"method":"DELETE","METHOD":"PUT","path":"/Users/1"}""", "invalidSyntax", "Operations[1] has \"method\" twice.")]
    [TestCase("""{"method":"DELETE","path":"/Users/1","version":"7"}""", "invalidValue", "version: expected entity tags such as W/\"7\" with commas between them, or *, found '7'.")]
    [TestCase("\"DELETE\"", "invalidSyntax", "Operations[1] is no object.")]
    [TestCase("[[]]", "invalidSyntax", "Operations[1] is no object.")]
    public async Task What_is_wrong_with_one_operation_is_that_ones_failure(string operation, string scimType, string detail)
    {
        var results = await RunAsync(PostUser("a"), operation, PostUser("b"));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "400", "201" }));
        Assert.That(results[1].GetProperty("response").GetProperty("scimType").GetString(), Is.EqualTo(scimType));
        Assert.That(DetailOf(results[1]), Is.EqualTo(detail));
    }

    [TestCase("/Devices/1")]
    [TestCase("/Bulk")]
    [TestCase("/Me")]
    [TestCase("")]
    public async Task Where_there_are_no_resources_the_operation_is_404(string path)
    {
        var results = await RunAsync($$"""{"method":"DELETE","path":"{{path}}"}""");

        Assert.That(Statuses(results), Is.EqualTo(new[] { "404" }));
    }

    [Rfc("7644-3.7-02", "7644-3.7-03", "7644-3.7-10")]
    [TestCase("", "invalidSyntax")]
    [TestCase("[]", "invalidSyntax")]
    [TestCase("{}", "invalidSyntax")]
    [TestCase("""{"Operations":{}}""", "invalidSyntax")]
    [TestCase("""{"Operations":[]}{}""", "invalidSyntax")]
    [TestCase("""{"Operations":[{"method":"DELETE","path":"/Users/1"}""", "invalidSyntax")]
    [TestCase("""{"Operations":[],"operations":[]}""", "invalidSyntax")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}""", "invalidSyntax")]
    [TestCase("""{"failOnErrors":0,"Operations":[]}""", "invalidValue")]
    [TestCase("""{"failOnErrors":"1","Operations":[]}""", "invalidValue")]
    [TestCase("""{"failOnErrors":1.5,"Operations":[]}""", "invalidValue")]
    public async Task What_is_no_bulk_request_is_400(string body, string scimType)
    {
        using var answer = await Gateway.SendAsync(HttpMethod.Post, "Bulk", body);

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo(scimType));
    }

    [TestCase("""{"Operations":[]}""")]
    [TestCase("""{"SCHEMAS":[],"OPERATIONS":[],"other":[1,{"a":2}]}""")]
    public async Task Nothing_to_do_is_a_success(string body)
    {
        using var answer = await Gateway.SendAsync(HttpMethod.Post, "Bulk", body);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("Operations").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Two_POSTs_with_one_bulkId_are_refused_before_anything_is_done()
    {
        using var answer = await SendAsync(null, PostUser("ann"), Post("ann", "/Users", $$"""{"userName":"other-{{Own}}"}"""));

        var error = await TestGateway.JsonOf(answer);
        Assert.That(((int)answer.StatusCode, error.GetProperty("scimType").GetString()), Is.EqualTo((400, "invalidValue")));
        Assert.That(error.GetProperty("detail").GetString(), Is.EqualTo("Operations[1].bulkId: expected one of its own, found that of Operations[0]."));
        Assert.That(Gateway.Sandbox.Read().User($"ann-{Own}"), Is.Null);
    }

    [Test]
    [Rfc("7644-3.7.4-01", "7644-3.7.4-02", "7644-3.7.4-03", "7643-5-02", "7644-3.7-01")]
    public async Task More_than_the_limits_allow_is_413_that_names_the_limit_and_nothing_is_done()
    {
        using var many = await SendAsync(null, [.. Enumerable.Range(0, 21).Select(i => PostUser($"many{i}"))]);
        using var large = await SendAsync(null, PostUser("large", $$""","title":"{{new string('x', 20_000)}}" """));
        using var most = await SendAsync(null, [.. Enumerable.Range(0, 20).Select(_ => """{"method":"DELETE","path":"/Users/nobody"}""")]);

        Assert.That(((int)many.StatusCode, (int)large.StatusCode, (int)most.StatusCode), Is.EqualTo((413, 413, 200)));
        Assert.That(
            (await TestGateway.JsonOf(many)).GetProperty("detail").GetString(),
            Is.EqualTo("There are more operations than maxOperations, which is 20: expected fewer, in several bulk requests."));
        Assert.That(
            (await TestGateway.JsonOf(large)).GetProperty("detail").GetString(),
            Is.EqualTo("The body is larger than maxPayloadSize, which is 20000 bytes: expected less, in several bulk requests."));
        Assert.That(Gateway.Sandbox.Read().User($"many0-{Own}"), Is.Null);
        var bulk = (await Gateway.GetJsonAsync("ServiceProviderConfig")).GetProperty("bulk");
        Assert.That(bulk.GetRawText(), Is.EqualTo("""{"supported":true,"maxOperations":20,"maxPayloadSize":20000}"""));
    }

    [Test]
    [Rfc("7644-3.7-07")]
    public async Task A_version_that_is_gone_is_412_and_the_one_that_is_there_is_changed()
    {
        var made = (await RunAsync(PostUser("ann")))[0];
        var (ann, version) = (IdOf(made), made.GetProperty("version").GetString()!.Replace("\"", "\\\"", StringComparison.Ordinal));
        string Patch(string title) =>
            $$$"""{"method":"PATCH","path":"/Users/{{{ann}}}","version":"{{{version}}}","data":{"Operations":[{"op":"replace","path":"title","value":"{{{title}}}"}]}}""";

        var results = await RunAsync(Patch("One"), Patch("Two"), $$"""{"method":"DELETE","path":"/Users/{{ann}}","version":"{{version}}"}""");

        Assert.That(Statuses(results), Is.EqualTo(new[] { "200", "412", "412" }));
        Assert.That((await Gateway.GetJsonAsync($"Users/{ann}")).GetProperty("title").GetString(), Is.EqualTo("One"));
    }

    [Test]
    [Rfc("7643-4.1.1-07")]
    public async Task A_password_is_told_to_nobody()
    {
        using var answer = await SendAsync(null, PostUser("ann", ""","password":"hunter2" """));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("hunter2"));
        Assert.That(string.Join(' ', (await Gateway.AuditOfAsync(answer)).SelectMany(e => e.Notes)), Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_token_that_may_only_read_may_not_do_it()
    {
        var reader = await Gateway.IssueAsync(TokenScope.Read);

        using var answer = await Gateway.SendAsync(HttpMethod.Post, "Bulk", """{"Operations":[]}""", Gateway.CreateClient(reader.Text.Reveal()));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_body_is_read_in_the_clients_dialect()
    {
        var results = await RunAsync(PostUser("ann", ""","active":"False" """));

        Assert.That((await Gateway.GetJsonAsync($"Users/{IdOf(results[0])}")).GetProperty("active").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Each_operation_leaves_an_audit_entry_of_its_own_and_so_does_the_request()
    {
        using var answer = await SendAsync(
            null,
            PostUser("ann", ""","favouriteColour":"red" """),
            """{"method":"DELETE","path":"/Groups/nobody?access_token=secret"}""",
            Post("x", "/Devices", "{}"));

        var entries = await Gateway.AuditOfAsync(answer);
        var user = entries.Single(e => e.Action == AuditAction.UserCreate);
        var group = entries.Single(e => e.Action == AuditAction.GroupDelete);
        var device = entries.Single(e => e.Action == AuditAction.RequestRefused);
        var bulk = entries.Single(e => e.Action == AuditAction.Bulk);
        Assert.That(entries, Has.Count.EqualTo(4));
        Assert.That(entries.Select(e => e.Actor.Token).Distinct().Count(), Is.EqualTo(1));
        Assert.That((user.Status, group.Status, device.Status, bulk.Status), Is.EqualTo((200, 404, 404, 200)).Or.EqualTo((201, 404, 404, 200)));
        Assert.That(user.Request, Is.EqualTo(new AuditRequest("POST", "/scim/v2/Bulk → POST /Users")));
        Assert.That(group.Request, Is.EqualTo(new AuditRequest("POST", "/scim/v2/Bulk → DELETE /Groups/nobody")));
        Assert.That(bulk.Request, Is.EqualTo(new AuditRequest("POST", "/scim/v2/Bulk")));
        Assert.That(user.Resource!.Name, Is.EqualTo($"ann-{Own}"));
        Assert.That(user.Product, Is.Not.Empty);
        Assert.That((group.Product.Length, bulk.Product.Length), Is.EqualTo((0, 0)));
        Assert.That(user.Notes, Has.Some.EqualTo("Passed over, as no attribute of User has this name: favouriteColour."));
        Assert.That(bulk.Notes, Has.Some.EqualTo("Of 3 operations 1 were done, 2 failed and 0 were left undone."));
    }

    [Test]
    public async Task With_StrictSchema_an_unknown_attribute_fails_its_operation()
    {
        await using var strict = await TestGateway.StartAsync("--Scim:StrictSchema=true");

        using var answer = await strict.SendAsync(HttpMethod.Post, "Bulk", $$"""{"Operations":[{{PostUser("ann", ""","favouriteColour":"red" """)}}]}""");

        var result = (await TestGateway.JsonOf(answer)).GetProperty("Operations")[0];
        Assert.That(DetailOf(result), Is.EqualTo("favouriteColour: no attribute of User has this name, and Scim:StrictSchema is on."));
    }

    [Test]
    public async Task The_guard_holds_back_what_is_too_much()
    {
        await using var gateway = await TestGateway.StartAsync("--Scim:Guard:MaxDeactivations=2");
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await gateway.CreateUserAsync($"guarded{i}"));
        }

        using var answer = await gateway.SendAsync(
            HttpMethod.Post, "Bulk", $$"""{"Operations":[{{string.Join(',', ids.Select(id => $$"""{"method":"DELETE","path":"/Users/{{id}}"}"""))}}]}""");

        var results = (await TestGateway.JsonOf(answer)).GetProperty("Operations").EnumerateArray().ToArray();
        Assert.That(Statuses(results), Is.EqualTo(new[] { "204", "204", "503", "503" }));
        Assert.That(gateway.Sandbox.Read().User("guarded3")!.Active, Is.True);
    }

    [Test]
    public async Task What_was_begun_when_the_client_goes_away_is_finished_and_the_rest_is_not_begun()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.CreateUserAsync("first");
        gateway.Product.Latency = TimeSpan.FromMilliseconds(200);
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "Bulk")
        {
            Content = new StringContent($$"""{"Operations":[{{string.Join(',', Enumerable.Range(0, 20).Select(i => PostUser($"u{i}")))}}]}""", null, "application/scim+json"),
        };
        request.Headers.Add("client-request-id", "hang-up");
        var call = gateway.Client.SendAsync(request, gone.Token);
        Assert.That(() => gateway.Product.Read().User($"u0-{Own}"), Is.Not.Null.After(20_000, 10));

        await gone.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        var entries = await EntriesAsync(gateway, "hang-up", entry => entry.Action == AuditAction.Bulk);
        var accounts = Enumerable.Range(0, 20).Count(i => gateway.Product.Read().User($"u{i}-{Own}") is not null);
        Assert.That(entries.Single(e => e.Action == AuditAction.Bulk).Status, Is.EqualTo(499));
        Assert.That(accounts, Is.LessThan(20));
        Assert.That(entries.Count(e => e is { Action: AuditAction.UserCreate, Outcome: AuditOutcome.Success }), Is.EqualTo(accounts));
        Assert.That(await gateway.Get<IJournal>().ListAsync(default), Is.Empty);
    }

    private static async Task<IReadOnlyList<AuditEntry>> EntriesAsync(TestGateway gateway, string requestId, Func<AuditEntry, bool> last)
    {
        var log = gateway.Get<IAuditLog>();
        for (var patience = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(20);)
        {
            await log.FlushAsync(default);
            var entries = new List<AuditEntry>();
            await foreach (var entry in log.ListAsync(new AuditQuery(RequestId: requestId), default))
            {
                entries.Add(entry);
            }

            if (entries.Any(last))
            {
                return entries;
            }
        }

        throw new TimeoutException("The request left no entry.");
    }
}
