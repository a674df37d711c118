using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

public sealed class ResourceAnswerTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_created_user_comes_back_with_location_and_etag()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", """{"userName":"created","displayName":"Created"}""");

        var user = await TestGateway.JsonOf(answer);
        var location = $"{_gateway.Address.ToString().TrimEnd('/')}/scim/v2/Users/{user.GetProperty("id").GetString()}";
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo(location));
        Assert.That(user.GetProperty("meta").GetProperty("location").GetString(), Is.EqualTo(location));
        Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo(user.GetProperty("meta").GetProperty("version").GetString()).And.StartWith("W/\""));
    }

    [Test]
    public async Task Attributes_choose_what_is_answered()
    {
        var id = await _gateway.CreateUserAsync("chosen");

        var user = await _gateway.GetJsonAsync($"Users/{id}?attributes=userName");

        Assert.That(user.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(new[] { "schemas", "id", "userName" }));
    }

    [Test]
    public async Task Excluded_attributes_are_left_out_of_a_list()
    {
        var id = await _gateway.CreateUserAsync("left-out");

        var list = await _gateway.GetJsonAsync("Users?filter=userName+eq+%22left-out%22&excludedAttributes=displayName,meta");

        var user = list.GetProperty("Resources")[0];
        Assert.That(user.GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(user.TryGetProperty("displayName", out _) || user.TryGetProperty("meta", out _), Is.False);
    }

    [Test]
    [Rfc("7644-3.4.2-02")]
    public async Task Unknown_and_valueless_parameters_are_passed_over()
    {
        using var answer = await _gateway.Client.GetAsync("Users?aadOptscim062020&count=1&colour=red&filter");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("/scim/v2/Users")]
    [TestCase("/scim/v2/Users/")]
    [TestCase("/scim/v2//Users")]
    [TestCase("//scim//v2//Users//")]
    [TestCase("/scim/Users")]
    [TestCase("/SCIM/V2/users")]
    public async Task Spare_slashes_and_a_missing_version_lead_to_the_same_place(string path)
    {
        using var answer = await _gateway.Client.GetAsync(new Uri(_gateway.Address.GetLeftPart(UriPartial.Authority) + path));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.ListResponse));
    }

    [Test]
    public async Task A_groups_members_say_who_and_where_they_are()
    {
        var (ann, group) = await CreateGroupOfOneAsync("member-1", "group-1");

        var read = await _gateway.GetJsonAsync($"Groups/{group}");

        var member = read.GetProperty("members").EnumerateArray().Single();
        Assert.That(member.GetRawText(), Is.EqualTo(
            $$"""{"value":"{{ann}}","$ref":"{{_gateway.Address.ToString().TrimEnd('/')}}/scim/v2/Users/{{ann}}","type":"User","display":"member-1"}"""));
    }

    [TestCase("excludedAttributes=members")]
    [TestCase("attributes=displayName")]
    public async Task Members_that_nobody_wants_are_left_out(string query)
    {
        var (_, group) = await CreateGroupOfOneAsync($"m-{query.Length}", $"g-{query.Length}");

        var read = await _gateway.GetJsonAsync($"Groups/{group}?{query}");
        var list = await _gateway.GetJsonAsync($"Groups?{query}");

        Assert.That(read.TryGetProperty("members", out _), Is.False);
        Assert.That(list.GetProperty("Resources").EnumerateArray().Any(g => g.TryGetProperty("members", out _)), Is.False);
    }

    [Test]
    public async Task One_part_of_the_members_can_be_asked_for()
    {
        var (ann, group) = await CreateGroupOfOneAsync("member-2", "group-2");

        var read = await _gateway.GetJsonAsync($"Groups/{group}?attributes=members.value");

        Assert.That(read.GetProperty("members").GetRawText(), Is.EqualTo($$"""[{"value":"{{ann}}"}]"""));
    }

    [TestCase("", HttpStatusCode.NoContent)]
    [TestCase("?excludedAttributes=members", HttpStatusCode.NoContent)]
    [TestCase("?attributes=displayName", HttpStatusCode.OK)]
    public async Task PATCH_of_a_group_answers_only_what_was_asked_for(string query, HttpStatusCode status)
    {
        var (_, group) = await CreateGroupOfOneAsync($"p-{query.Length}", $"q-{query.Length}");

        using var answer = await _gateway.SendAsync(HttpMethod.Patch, $"Groups/{group}{query}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"externalId","value":"x"}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.ETag, Is.Not.Null);
    }

    [Test]
    public async Task PATCH_of_a_user_answers_the_user()
    {
        var id = await _gateway.CreateUserAsync("patched");

        using var answer = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("active").ValueKind, Is.EqualTo(JsonValueKind.False));
    }

    [Test]
    public async Task DELETE_answers_204_and_then_there_is_nothing()
    {
        var id = await _gateway.CreateUserAsync("deleted");

        using var deleted = await _gateway.SendAsync(HttpMethod.Delete, $"Users/{id}");
        using var gone = await _gateway.Client.GetAsync($"Users/{id}");

        Assert.That((deleted.StatusCode, gone.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
    }

    [TestCase("client-request-id", "7f1d3c6e-0b0a-4f6f-9a55-2f9a53f1a111", "7f1d3c6e-0b0a-4f6f-9a55-2f9a53f1a111")]
    [TestCase("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736")]
    public async Task The_clients_request_id_comes_back(string header, string value, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=0");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That(answer.Headers.GetValues("X-Request-Id").Single(), Is.EqualTo(id));
    }

    [Test]
    public async Task A_request_id_that_could_harm_a_log_is_replaced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=0");
        request.Headers.TryAddWithoutValidation("client-request-id", "<script>");

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That(Guid.TryParse(answer.Headers.GetValues("X-Request-Id").Single(), out _), Is.True);
    }

    [Test]
    public async Task The_server_does_not_name_itself()
    {
        using var answer = await _gateway.Client.GetAsync("Users?count=0");

        Assert.That(answer.Headers.Server, Is.Empty);
    }

    [Test]
    public async Task A_filter_may_be_long()
    {
        var wanted = string.Join("+or+", Enumerable.Range(0, 300).Select(i => $"id+eq+%22{i:D10}%22"));

        using var answer = await _gateway.Client.GetAsync($"Users?filter={wanted}");

        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.BadRequest));
    }

    private async Task<(string User, string Group)> CreateGroupOfOneAsync(string user, string group)
    {
        var id = await _gateway.CreateUserAsync(user);
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{group}}","members":[{"value":"{{id}}"}]}""");
        answer.EnsureSuccessStatusCode();
        return (id, (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!);
    }
}
