using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.4.2.2 over four people who differ in everything that a filter can ask for.</summary>
public sealed class FilterConformanceTests : ConformanceFixture
{
    private readonly Dictionary<string, string> _names = [];

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        await AddAsync("ann", $$"""
            "userName":"ann","title":"Pilot","externalId":"AbC","displayName":"Ann Å","emails":[{"value":"ann@example.com","type":"work"},{"value":"ann@home.example","type":"home","primary":true}],
            "name":{"familyName":"Archer"},"{{Sample}}":{"level":9,"score":1.5,"hired":"2026-05-01T08:00:00+02:00"}
            """);
        await AddAsync("ben", $$"""
            "userName":"ben","title":"Cook","displayName":"Ben 50%","active":false,"emails":[{"value":"ben@example.com","type":"home"}],"name":{"familyName":"Baker"},
            "{{Sample}}":{"level":10,"score":2,"hired":"2026-06-01T00:00:00Z"}
            """);
        await AddAsync("Cleo", """
            "userName":"Cleo","displayName":"Cleo \"the\" \\ great","name":{"familyName":"Archer"}
            """);
        await AddAsync("dan", """
            "userName":"dan","title":"co-pilot","displayName":"Dan_x","phoneNumbers":[{"value":"123"}]
            """);

        async Task AddAsync(string name, string members)
        {
            var made = await PostAsync("Users", $"{{{members}}}");
            Assert.That(made.Status, Is.EqualTo(201), made.Detail);
            _names.Add(made.Id, name);
        }
    }

    [TestCase("userName eq \"ann\"", "ann")]
    [TestCase("userName ne \"ann\"", "ben,Cleo,dan")]
    [TestCase("active eq false", "ben")]
    [TestCase("active ne false", "ann,Cleo,dan")]
    [TestCase($"{Sample}:level eq 9", "ann")]
    [TestCase($"{Sample}:score eq 2.0", "ben")]
    [TestCase($"{Sample}:hired eq \"2026-05-01T06:00:00Z\"", "ann")]
    [Rfc("7644-3.4.2.2-04", "7644-3.4.2.2-01")]
    public Task Eq_and_ne(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("title co \"pilot\"", "ann,dan")]
    [TestCase("title sw \"co\"", "ben,dan")]
    [TestCase("title ew \"ok\"", "ben")]
    [TestCase("title co \"Cook\"", "ben")]
    [TestCase("title sw \"Cook\"", "ben")]
    [TestCase("title ew \"Cook\"", "ben")]
    [TestCase("displayName co \"0%\"", "ben")]
    [TestCase("displayName co \"%\"", "ben")]
    [TestCase("displayName co \"_\"", "dan")]
    [Rfc("7644-3.4.2.2-05")]
    public Task Co_sw_and_ew_take_their_operand_literally(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("title pr", "ann,ben,dan")]
    [TestCase("name pr", "ann,ben,Cleo")]
    [TestCase("emails pr", "ann,ben")]
    [TestCase("not (title pr)", "Cleo")]
    [TestCase("title eq null", "Cleo")]
    [Rfc("7644-3.4.2.2-06")]
    public Task Pr_is_true_where_there_is_any_value(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase($"{Sample}:level lt 10", "ann")]
    [TestCase($"{Sample}:level ge 9", "ann,ben")]
    [TestCase($"{Sample}:level gt 9", "ben")]
    [TestCase($"{Sample}:level le 9", "ann")]
    [TestCase($"{Sample}:hired ge \"2026-05-01T06:00:00Z\"", "ann,ben")]
    [TestCase($"{Sample}:hired lt \"2026-05-01T10:00:00+04:00\"", "")]
    [TestCase($"{Sample}:hired gt \"2026-05-01T06:00:00Z\"", "ben")]
    [TestCase("userName lt \"C\"", "ann,ben")]
    [TestCase("userName ge \"cleo\"", "Cleo,dan")]
    [Rfc("7644-3.4.2.2-07")]
    public Task Order_is_by_text_time_or_number(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("title pr and active eq true", "ann,dan")]
    [TestCase("title eq \"Pilot\" or active eq false", "ann,ben")]
    [TestCase("not (active eq false)", "ann,Cleo,dan")]
    [TestCase("title pr and not (title co \"pilot\")", "ben")]
    [TestCase("not (title pr or userName eq \"Cleo\")", "")]
    [Rfc("7644-3.4.2.2-09")]
    public Task And_or_and_not(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("userName eq \"dan\" or userName eq \"ann\" and title eq \"Cook\"", "dan")]
    [TestCase("(userName eq \"dan\" or userName eq \"ann\") and title eq \"Cook\"", "")]
    [TestCase("not (userName eq \"dan\") and title pr", "ann,ben")]
    [TestCase("title eq \"Cook\" and userName eq \"ann\" or userName eq \"dan\"", "dan")]
    [Rfc("7644-3.4.2.2-16")]
    public Task And_binds_before_or_and_brackets_before_both(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("emails[type eq \"work\" and value co \"home\"]", "")]
    [TestCase("emails.type eq \"work\" and emails.value co \"home\"", "ann")]
    [TestCase("emails[type eq \"home\" and value co \"home\"]", "ann")]
    [TestCase("emails[not (type eq \"work\")]", "ann,ben")]
    [TestCase("emails[type eq \"work\" or (type eq \"home\" and primary eq true)]", "ann")]
    [Rfc("7644-3.4.2.2-12", "7644-3.4.2.2-13")]
    public Task Brackets_are_about_one_element(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("emails.value eq \"ann@home.example\"", "ann")]
    [TestCase("emails.value ne \"ann@example.com\" and emails pr", "ann,ben")]
    [TestCase("emails.type eq \"home\"", "ann,ben")]
    [Rfc("7644-3.4.2.2-17")]
    public Task One_element_that_matches_is_enough(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("emails co \"ann@\"", "ann")]
    [TestCase("name.familyName eq \"archer\"", "ann,Cleo")]
    [Rfc("7644-3.4.2.2-18")]
    public Task A_complex_attribute_is_asked_by_a_sub_attribute_or_means_its_value(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("displayName eq \"Cleo \\\"the\\\" \\\\ great\"", "Cleo")]
    [TestCase("displayName eq \"Ann \\u00c5\"", "ann")]
    [TestCase("active eq true and title eq null", "Cleo")]
    [Rfc("7644-3.4.2.2-15")]
    public Task Literals_are_those_of_JSON(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("USERNAME Eq \"ANN\"", "ann")]
    [TestCase("UserName EQ \"ann\" OR username Eq \"ben\"", "ann,ben")]
    [TestCase("title PR And Not (userName SW \"d\")", "ann,ben")]
    [TestCase("URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:username eq \"ann\"", "ann")]
    [TestCase("EMAILS[TYPE eq \"WORK\"]", "ann")]
    [Rfc("7644-3.4.2.2-02", "7644-3.10-01")]
    public Task Names_and_operators_have_no_case(string filter, string expected) => FindsAsync(filter, expected);

    [TestCase("externalId eq \"AbC\"", "ann")]
    [TestCase("externalId eq \"abc\"", "")]
    [TestCase("title eq \"PILOT\"", "ann")]
    [TestCase("emails.value eq \"ANN@EXAMPLE.COM\"", "ann")]
    [Rfc("7644-3.4.2.2-21", "7643-7-06")]
    public Task Case_counts_where_the_schema_says_so(string filter, string expected) => FindsAsync(filter, expected);

    [Test]
    [Rfc("7644-3.4.2.2-19")]
    public Task A_value_that_the_gateway_gave_is_found_as_well() => FindsAsync("active eq true", "ann,Cleo,dan");

    [TestCase("")]
    [TestCase("userName")]
    [TestCase("userName eq")]
    [TestCase("eq \"x\"")]
    [TestCase("userName eq 'x'")]
    [TestCase("userName eq x")]
    [TestCase("(userName eq \"x\"")]
    [TestCase("userName eq \"x\" and")]
    [TestCase("not userName eq \"x\" or")]
    [TestCase("emails[type eq \"work\"")]
    [TestCase("emails[type eq \"work\"]]")]
    [TestCase("emails[emails[type pr]]")]
    [TestCase("((")]
    [Rfc("7644-3.4.2.2-03", "7644-3.4.2.2-14", "7644-3.4.2.2-15", "7644-3.12-14")]
    public async Task What_the_grammar_doesnt_know_is_refused(string filter) =>
        Assert.That(await RefusalOfAsync("Users", filter), Is.EqualTo((400, "invalidFilter")));

    [TestCase("active gt true")]
    [TestCase("active le false")]
    [TestCase("x509Certificates.value lt \"QUJD\"")]
    [TestCase("active co \"x\"")]
    [TestCase("name eq \"x\"")]
    [TestCase("emails[userName eq \"x\"]")]
    [Rfc("7644-3.4.2.2-08", "7644-3.4.2.2-13", "7644-3.4.2.2-18", "7644-3.12-14")]
    public async Task What_doesnt_go_together_is_refused(string filter) =>
        Assert.That(await RefusalOfAsync("Users", filter), Is.EqualTo((400, "invalidFilter")));

    [Test]
    [Rfc("7644-3.4.2.2-20")]
    public async Task An_unknown_operator_is_named_with_its_place()
    {
        var answer = await GetAsync("Users?filter=userName+regex+%22x%22");

        Assert.That(answer.Refusal, Is.EqualTo((400, "invalidFilter")));
        Assert.That(answer.Detail, Does.Contain("regex").And.Match("[0-9]"));
    }

    [TestCase("userName%20eq%20%22ann%22")]
    [TestCase("userName+eq+%22ann%22")]
    [TestCase("emails[type+eq+%22work%22]")]
    [TestCase("emails%5Btype%20eq%20%22work%22%5D")]
    [Rfc("7644-1.2-01")]
    public async Task A_filter_is_decoded_before_it_is_read(string query)
    {
        var answer = await GetAsync($"Users?filter={query}");

        Assert.That(answer.Body.GetProperty("Resources").EnumerateArray().Select(u => u.GetProperty("userName").GetString()), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    [Rfc("7644-3.4.2-08")]
    public async Task Nobody_found_is_no_error()
    {
        var answer = await GetAsync("Users?filter=userName+eq+%22nobody%22");

        Assert.That((answer.Status, answer.At("totalResults"), answer.At("schemas.0")), Is.EqualTo((200, "0", ScimUrns.ListResponse)));
    }

    private async Task FindsAsync(string filter, string expected) =>
        Assert.That(string.Join(',', (await FindAsync("Users", filter)).Select(id => _names[id])), Is.EqualTo(expected));
}
