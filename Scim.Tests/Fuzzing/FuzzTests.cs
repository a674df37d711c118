using System.Text;
using NUnit.Framework;
using Scim.Core.Dialects;
using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Fuzzing;

/// <summary>Every reader of what clients send, fed with damaged requests: it reads or refuses, and never fails.</summary>
[TestFixture]
public sealed class FuzzTests
{
    private const int Iterations = 20_000;

    private static readonly ScimLimits Limits = new();
    private static readonly SchemaCatalog Catalog = SampleSchemas.Catalog();

    private static readonly string[] Filters =
    [
        "userName eq \"ann@example.com\"", "emails[type eq \"work\" and value co \"@example.com\"]", "not (active eq true) or name.familyName sw \"O'\"",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value pr", "meta.lastModified gt \"2026-01-02T03:04:05Z\" and (title pr or title eq null)",
        $"{SampleSchemas.Extension}:level ge -5 and {SampleSchemas.Extension}:score lt 1.5e3", "emails[type eq \"work\"].value eq \"a\"",
    ];

    private static readonly string[] Paths =
    [
        "emails[type eq \"work\"].value", "name.familyName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "members[value eq \"1\" or value eq \"2\"]", "roles[primary eq \"True\"].display",
    ];

    private static readonly string[] Users =
    [
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann","name":{"givenName":"A","familyName":"B"},"emails":[{"value":"a@x","type":"work","primary":true}],"active":"True"}""",
        """{"userName":"ann","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"IT","manager":{"value":"42"}},"roles":["admin"],"password":"x","groups":[],"meta":{"resourceType":"User"}}""",
        $$$$"""{"userName":"ann","{{{{SampleSchemas.Extension}}}}":{"level":5,"score":1.5,"hired":"2015-02-27T11:29:39Z","badge":"AAEC","tags":["a","b"],"locker":{"room":"r","floor":1}}}""",
        """{"displayName":"staff","members":[{"value":"1","$ref":"../Users/1","type":"User","display":"Ann"},{"id":"2"}],"externalId":"x"}""",
    ];

    private static readonly string[] Patches =
    [
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@x"},{"op":"Add","path":"name","value":{"givenName":"A"}}]}""",
        """{"Operations":[{"op":"replace","value":{"active":"False","name.familyName":"B","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"IT"}}]}""",
        """{"Operations":[{"op":"remove","path":"members","value":[{"value":"1"}]},{"op":"add","path":"members","value":[{"value":"2"},{"$ref":null,"value":"3"}]},{"op":"Remove","path":"members[value eq \"4\"]"}]}""",
        """{"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":[{"value":"1"}]},{"op":"remove","path":"title"},{"op":"add","path":"roles","value":[{"value":"{\"value\":\"admin\"}"}]}]}""",
    ];

    private static readonly Resource Ann = ResourceDocument.Read(
        """{"userName":"ann","displayName":"Ann","active":true,"name":{"givenName":"A"},"emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x"}],"roles":[{"value":"admin"}]}""", Catalog.User);

    [Test]
    public void A_filter_is_read_bound_and_evaluated_or_refused() => FuzzRun.Feed(Damaged.Of(Filters), text =>
    {
        var bound = FilterBinder.Bind(Filter.Parse(text, Limits), Catalog.User);
        FilterEvaluator.Matches(bound, Ann);
    }, Iterations);

    [Test]
    public void A_path_is_read_or_refused() => FuzzRun.Feed(Damaged.Of(Paths), text => PatchPath.Parse(text, Limits), Iterations);

    [TestCase("auto")]
    [TestCase("strict")]
    public void A_PATCH_of_a_user_is_applied_or_refused_and_what_it_made_can_be_kept(string dialect) => FuzzRun.Feed(Damaged.Of(Patches), text =>
    {
        var operations = ClientDialect.Find(dialect)!.ReadPatch(Encoding.UTF8.GetBytes(text), Catalog.User, Limits, static _ => { });
        Keep(PatchEngine.Apply(Ann, operations).After);
    }, Iterations);

    [Test]
    public void A_PATCH_of_a_group_is_read_or_refused() => FuzzRun.Feed(
        Damaged.Of(Patches), text => ClientDialect.Find("auto")!.ReadPatch(Encoding.UTF8.GetBytes(text), Catalog.Group, Limits, static _ => { }), Iterations);

    [TestCase("auto")]
    [TestCase("strict")]
    public void A_body_is_read_or_refused_and_what_was_read_can_be_kept(string dialect) => FuzzRun.Feed(Damaged.Of(Users), text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var type in Catalog.ResourceTypes)
        {
            Keep(ClientDialect.Find(dialect)!.ReadResource(bytes, type, static _ => { }).Resource);
        }
    }, Iterations);

    [Test]
    public async Task The_gateway_answers_every_damaged_request_with_less_than_500()
    {
        await using var gateway = await TestGateway.StartAsync();
        var id = await gateway.CreateUserAsync("ann");
        var targets = new (HttpMethod Method, string Path)[]
        {
            (HttpMethod.Post, "Users"), (HttpMethod.Post, "Groups"), (HttpMethod.Put, $"Users/{id}"), (HttpMethod.Patch, $"Users/{id}"), (HttpMethod.Post, ".search"), (HttpMethod.Post, "Bulk"),
        };
        string[] bodies =
        [
            .. Users, .. Patches,
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"a\"","attributes":["userName"],"sortBy":"name.familyName","startIndex":1,"count":5,"cursor":""}""",
            $$$$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,"Operations":[{"method":"POST","path":"/Users","bulkId":"q","data":{"userName":"bob"}},{"method":"POST","path":"/Groups","bulkId":"g","data":{"displayName":"g","members":[{"value":"bulkId:q"}]}},{"method":"PATCH","path":"/Users/{{{{id}}}}","version":"W/\"1\"","data":{"Operations":[]}},{"method":"DELETE","path":"/Groups/bulkId:g"}]}""",
        ];

        // The path that a body goes to is drawn from the body itself, so that a seed repeats both.
        FuzzRun.Run(
            Damaged.Of(bodies),
            text =>
            {
                var (method, path) = targets[text.Length % targets.Length];
                using var answer = gateway.SendAsync(method, path, text).GetAwaiter().GetResult();
                return (int)answer.StatusCode < 500;
            },
            2_000);
    }

    private static void Keep(Resource resource) =>
        Assert.That(ResourceDocument.Read(ResourceDocument.Write(resource), resource.Type), Is.EqualTo(resource));
}
