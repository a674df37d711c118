using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>The rules of filters and of what is shown (RFC 7644 §3.4.2.2, §3.9), one by one, as a client meets them.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class QueryRulesTests(string store) : ListFixture(
    store,
    100,
    """{"userName":"ann","displayName":"A\"b\\c\u00e9","externalId":"X1","title":"Dr","name":{"givenName":"Ann"},"emails":[{"type":"work","value":"a@x"},{"type":"home","value":"b@y","primary":true}]}""",
    """{"userName":"Ben","displayName":"50%_off","externalId":"x1","emails":[{"type":"work","value":"b@x"}],"active":false}""",
    """{"userName":"cat","displayName":"50 pieces","title":"dr","emails":[{"type":"home","value":"a@y"}]}""")
{
    [TestCase("USERNAME EQ \"ben\"", "Ben")]
    [TestCase("urn:ietf:params:scim:schemas:CORE:2.0:user:UserName Eq \"BEN\"", "Ben")]
    [TestCase("userName Pr AND NOT (TITLE pR) oR userName eq \"cat\"", "Ben,cat")]
    [Rfc("7644-3.4.2.2-02", "7644-3.10-01")]
    public async Task Names_and_words_have_no_case(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("title eq \"Dr\"", "ann,cat")]
    [TestCase("title ne \"Dr\"", "Ben")]
    [TestCase("active eq true", "ann,cat")]
    [TestCase("active ne true", "Ben")]
    [Rfc("7644-3.4.2.2-04", "7644-3.4.2.2-01", "7644-3.4.2.2-19")]
    public async Task Eq_and_ne_are_opposites_and_a_default_counts(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("displayName co \"%_\"", "Ben")]
    [TestCase("displayName sw \"50%\"", "Ben")]
    [TestCase("displayName ew \"_off\"", "Ben")]
    [TestCase("displayName co \"50%_off\" and displayName sw \"50%_off\" and displayName ew \"50%_off\"", "Ben")]
    [TestCase("displayName sw \"\"", "ann,Ben,cat")]
    [TestCase("displayName ew \"x50%_off\"", "")]
    [Rfc("7644-3.4.2.2-05")]
    public async Task Parts_of_a_text_are_taken_as_they_are_written(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("title pr", "ann,cat")]
    [TestCase("name pr", "ann")]
    [TestCase("name.familyName pr", "")]
    [TestCase("emails[primary pr]", "ann")]
    [TestCase("title eq null", "Ben")]
    [Rfc("7644-3.4.2.2-06")]
    public async Task A_value_is_present_where_any_part_of_it_is(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("userName gt \"ann\" and userName le \"cat\"", "Ben,cat")]
    [TestCase("userName lt \"B\"", "ann")]
    [Rfc("7644-3.4.2.2-07")]
    public async Task Text_has_an_order(string filter, string names) => await FindsAsync(filter, names);

    [Test]
    [Rfc("7644-3.4.2.2-07")]
    public async Task Times_are_compared_as_instants_whatever_their_zone()
    {
        var created = (await Gateway.GetJsonAsync("Users?filter=userName+eq+%22ann%22")).GetProperty("Resources")[0].GetProperty("meta").GetProperty("created");
        var elsewhere = created.GetDateTimeOffset().ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", null);

        await FindsAsync($"userName eq \"ann\" and meta.created eq \"{elsewhere}\" and meta.created ge \"{elsewhere}\"", "ann");
        await FindsAsync($"userName eq \"ann\" and meta.created gt \"{elsewhere}\"", "");
    }

    [TestCase("active gt true")]
    [TestCase("active le false")]
    [TestCase("active co \"t\"")]
    [TestCase("x509Certificates.value lt \"AQID\"")]
    [Rfc("7644-3.4.2.2-08", "7644-3.12-14")]
    public async Task What_has_no_order_isnt_compared_by_it(string filter) => await RefusesAsync($"Users?filter={Uri.EscapeDataString(filter)}", "invalidFilter");

    [TestCase("title pr and active eq true", "ann,cat")]
    [TestCase("title pr and active eq false", "")]
    [TestCase("not (title pr) or userName eq \"cat\"", "Ben,cat")]
    [TestCase("userName eq \"ann\" or userName eq \"cat\" and active eq false", "ann")]
    [TestCase("(userName eq \"ann\" or userName eq \"cat\") and active eq false", "")]
    [TestCase("not (userName eq \"ann\") and title pr", "cat")]
    [Rfc("7644-3.4.2.2-09", "7644-3.4.2.2-10", "7644-3.4.2.2-16")]
    public async Task Not_binds_before_and_and_and_before_or(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("emails[type eq \"work\" and value eq \"b@y\"]", "")]
    [TestCase("emails.type eq \"work\" and emails.value eq \"b@y\"", "ann")]
    [TestCase("emails[type eq \"work\" and value co \"@x\"]", "ann,Ben")]
    [TestCase("emails[not (type eq \"work\")]", "ann,cat")]
    [TestCase("emails.value eq \"B@Y\"", "ann")]
    [TestCase("emails co \"@y\"", "ann,cat")]
    [TestCase("emails.value ne \"b@x\"", "ann,cat")]
    [Rfc("7644-3.4.2.2-11", "7644-3.4.2.2-12", "7644-3.4.2.2-13", "7644-3.4.2.2-17", "7644-3.4.2.2-18")]
    public async Task Brackets_hold_one_element_together(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("emails[userName eq \"x\"]")]
    [TestCase("emails[emails[type pr]]")]
    [TestCase("name eq \"x\"")]
    [TestCase("colour pr")]
    [Rfc("7644-3.4.2.2-13", "7644-3.4.2.2-18")]
    public async Task A_name_that_isnt_there_is_refused(string filter) => await RefusesAsync($"Users?filter={Uri.EscapeDataString(filter)}", "invalidFilter");

    [TestCase("displayName eq \"a\\\"b\\\\c\\u00e9\"", "ann")]
    [TestCase("displayName eq \"A\\\"B\\\\C\u00c9\"", "ann")]
    [Rfc("7644-3.4.2.2-15")]
    public async Task Literals_are_those_of_JSON(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("externalId eq \"X1\"", "ann")]
    [TestCase("externalId eq \"x1\"", "Ben")]
    [TestCase("userName eq \"BEN\"", "Ben")]
    [Rfc("7644-3.4.2.2-21", "7643-7-06")]
    public async Task Case_counts_where_the_schema_says_so(string filter, string names) => await FindsAsync(filter, names);

    [TestCase("userName", "filter, position")]
    [TestCase("userName eq", "filter, position")]
    [TestCase("eq \"x\"", "filter, position")]
    [TestCase("userName eq 'x'", "filter, position")]
    [TestCase("((", "filter, position")]
    [TestCase("userName regex \"x\"", "regex")]
    [Rfc("7644-3.4.2.2-03", "7644-3.4.2.2-14", "7644-3.4.2.2-15", "7644-3.4.2.2-20", "7644-3.12-14")]
    public async Task What_is_no_filter_is_refused_with_its_position(string filter, string says) =>
        await RefusesAsync($"Users?filter={Uri.EscapeDataString(filter)}", "invalidFilter", says);

    [TestCase("attributes=userName", "schemas,id,userName")]
    [TestCase("attributes=USERNAME,%20urn:ietf:params:scim:schemas:core:2.0:User:title", "schemas,id,userName,title")]
    [TestCase("attributes=userName&attributes=title", "schemas,id,userName,title")]
    [TestCase("attributes=id", "schemas,id")]
    [TestCase("attributes=name.givenName", "schemas,id,name")]
    [TestCase("attributes=password", "schemas,id")]
    [TestCase("excludedAttributes=id,schemas,meta,emails,name,active,displayName", "schemas,id,userName,externalId,title")]
    [Rfc("7644-3.4.2.5-01", "7644-3.4.2.5-02", "7644-3.4.2.5-03", "7644-3.9-01", "7644-3.9-02", "7644-3.9-03", "7643-7-12", "7643-7-13", "7643-7-14", "7644-3.4-01")]
    public async Task A_list_shows_what_was_asked_for_and_what_is_always_returned(string query, string names)
    {
        var list = await Gateway.GetJsonAsync($"Users?filter=userName+eq+%22ann%22&{query}");

        var user = list.GetProperty("Resources")[0];
        Assert.That(user.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(names.Split(',')));
    }

    [Test]
    [Rfc("7644-3.9-02")]
    public async Task A_sub_attribute_of_a_list_comes_alone()
    {
        var list = await Gateway.GetJsonAsync("Users?filter=userName+eq+%22cat%22&attributes=emails.value");

        Assert.That(list.GetProperty("Resources")[0].GetProperty("emails").GetRawText(), Is.EqualTo("""[{"value":"a@y"}]"""));
    }

    [Test]
    [Rfc("7644-3.9-04")]
    public async Task What_to_show_and_what_to_leave_out_exclude_each_other() =>
        await RefusesAsync("Users?attributes=userName&excludedAttributes=title", "invalidValue", "can't be given together");
}
