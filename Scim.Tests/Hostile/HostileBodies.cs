using System.Text;
using System.Text.Json;
using Scim.Core.Schemas;
using static Scim.Tests.Hostile.HostileRequest;

namespace Scim.Tests.Hostile;

/// <summary>Bodies that are no JSON, no resource or no PATCH, or that are more than anybody needs.</summary>
internal static class HostileBodies
{
    private const int Mega = 1024 * 1024;

    private const string User = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"cut \u00e4\ud83d\ude00\\","active":true,"name":{"givenName":null,"familyName":"C"},"emails":[{"value":"cut@example.com","type":"work","primary":true}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":{"value":"1"}}}
        """;

    private const string PatchBody = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"emails[type eq \"work\"].value","value":"cut@example.com"},{"op":"replace","value":{"title":"T","name":{"givenName":"C"}}}]}
        """;

    // Bytes of a JSON string's inside that are no text, or that nobody can keep.
    private static readonly (string Name, byte[] Inside)[] NoTexts =
    [
        ("high surrogate alone", "\\ud800"u8.ToArray()),
        ("low surrogate alone", "\\udc00"u8.ToArray()),
        ("surrogates the wrong way round", "\\udc00\\ud800"u8.ToArray()),
        ("two high surrogates", "\\ud83d\\ud83d"u8.ToArray()),
        ("high surrogate and a letter", "\\uDBFFx"u8.ToArray()),
        ("U+0000 escaped", "a\\u0000b"u8.ToArray()),
        ("U+0000 raw", [0x61, 0x00]),
        ("surrogate in UTF-8", [0xED, 0xA0, 0x80]),
        ("overlong zero", [0xC0, 0x80]),
        ("byte FF", [0xFF]),
        ("continuation alone", [0x80]),
        ("five-byte sequence", [0xF8, 0x88, 0x80, 0x80, 0x80]),
        ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]),
        ("sequence cut off", [0xE2, 0x82]),
        ("raw line feed", [0x0A]),
        ("raw escape", [0x1B]),
        ("unknown escape", "\\x41"u8.ToArray()),
        ("short escape", "\\u12"u8.ToArray()),
    ];

    public static IEnumerable<HostileRequest> All =>
    [
        .. Truncated, .. Twice, .. WrongTypes, .. Numbers, .. Deep, .. NoText, .. Large, .. Injected, .. Many, .. Empty, .. Encoded, .. Operations,
    ];

    private static IEnumerable<HostileRequest> Truncated =>
    [
        .. Cuts(User, 9).Select(cut => Post($"user cut at {cut.Length}", "Users", cut)),
        .. Cuts(PatchBody, 8).Select(cut => new HostileRequest($"PATCH cut at {cut.Length}", "PATCH", "Users/{user}", () => Bytes(cut))),
        Post("user with text behind", "Users", User + "x"),
        Post("two users", "Users", User + User),
        Post("comma at the end", "Users", """{"userName":"a",}"""),
        Post("comment", "Users", """{"userName":"a"/* */}"""),
        Post("single quotes", "Users", "{'userName':'a'}"),
        Post("name without quotes", "Users", """{userName:"a"}"""),
        Post("missing colon", "Users", """{"userName" "a"}"""),
    ];

    private static IEnumerable<HostileRequest> Twice =>
    [
        Post("userName twice", "Users", """{"userName":"t","userName":"u"}"""),
        Post("userName twice in two spellings", "Users", """{"userName":"t","USERNAME":"t"}"""),
        Post("userName twice, once by an escape", "Users", """{"userName":"t","\u0075serName":"t"}"""),
        Post("id twice", "Users", """{"userName":"t","id":"1","id":"2"}"""),
        Post("schemas twice", "Users", """{"userName":"t","schemas":[],"schemas":[]}"""),
        Post("active twice", "Users", """{"userName":"t","active":true,"active":false}"""),
        Post("part of the name twice", "Users", """{"userName":"t","name":{"givenName":"a","GivenName":"b"}}"""),
        Post("value of an e-mail twice", "Users", """{"userName":"t","emails":[{"value":"a@x.example","value":"b@x.example"}]}"""),
        Post("unknown attribute twice", "Users", """{"userName":"t","colour":1,"Colour":2}"""),
        Post("unknown part twice", "Users", """{"userName":"t","name":{"colour":1,"colour":2}}"""),
        Post("extension twice", "Users", """{"userName":"t","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{},"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{}}"""),
        Post("department twice", "Users", """{"userName":"t","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"a","department":"b"}}"""),
        Post("unknown of an extension twice", "Users", """{"userName":"t","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"x":"a","x":"b"}}"""),
        Post("inside of an unknown attribute twice", "Users", """{"userName":"twice-inside","colour":{"a":1,"a":2}}""", Due.Success),
        Post("members twice", "Groups", """{"displayName":"t","members":[],"members":[]}"""),
        Post("value of a member twice", "Groups", """{"displayName":"t","members":[{"value":"{user}","value":"{user}"}]}"""),
        new("PATCH Operations twice", "PATCH", "Users/{user}", () => Bytes("""{"Operations":[],"operations":[]}""")),
        Patch("op twice", "Users/{user}", """{"op":"add","op":"remove","path":"title","value":"x"}"""),
        Patch("path twice", "Users/{user}", """{"op":"add","path":"title","path":"nickName","value":"x"}"""),
        Patch("value twice", "Users/{user}", """{"op":"add","path":"title","value":"x","value":"y"}"""),
        Patch("attribute twice", "Users/{user}", """{"op":"add","value":{"title":"x","Title":"y"}}"""),
        Patch("part twice", "Users/{user}", """{"op":"add","path":"name","value":{"givenName":"x","givenname":"y"}}"""),
        Patch("part of an element twice", "Users/{user}", """{"op":"add","path":"emails","value":[{"value":"a@x.example","value":"b@x.example"}]}"""),
        Patch("part of an extension twice", "Users/{user}", """{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"x","department":"y"}}}"""),
    ];

    // Every attribute and sub-attribute of both types, with what it can't be.
    private static IEnumerable<HostileRequest> WrongTypes
    {
        get
        {
            var catalog = SchemaCatalog.Create();
            foreach (var type in catalog.ResourceTypes)
            {
                foreach (var attribute in type.Attributes.Where(a => a != type.Common.Schemas))
                {
                    foreach (var wrong in Wrong(attribute))
                    {
                        yield return Typed(type, attribute, attribute, attribute.MultiValued ? $"[{wrong}]" : wrong, wrong);
                    }

                    foreach (var sub in attribute.SubAttributes)
                    {
                        foreach (var wrong in Wrong(sub))
                        {
                            var element = $$"""{"{{sub.Name}}":{{wrong}}}""";
                            yield return Typed(type, attribute, sub, attribute.MultiValued ? $"[{element}]" : element, wrong);
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<HostileRequest> Numbers =>
    [
        .. ((string[])["01", "+1", ".5", "1.", "1e", "-", "0x10", "NaN", "Infinity", "1_000", "١"])
            .Select(number => Post($"number {number}", "Users", $$"""{"userName":"n","colour":{{number}}}""")),
        .. ((string[])["1e400", "-1e-400", "99999999999999999999", new string('9', 100_000)])
            .Select(number => Post($"active {number.Length} digits {number[..2]}", "Users", $$"""{"userName":"n","active":{{number}}}""")),
        .. ((string[])["9223372036854775808", "-9223372036854775809", "1.5", "1e30", new string('1', 50_000)])
            .Select((number, i) => Post($"level {i}", "Users", Extended($$"""{"level":{{number}}}"""))),
        .. ((string[])["1e29", "-1e400", new string('7', 50_000)])
            .Select((number, i) => Post($"score {i}", "Users", Extended($$"""{"score":{{number}}}"""))),
        .. ((string[])["2026-13-01T00:00:00Z", "yesterday", "2026-01-01", "99999-01-01T00:00:00Z"])
            .Select(date => Post($"hired {date}", "Users", Extended($$"""{"hired":"{{date}}"}"""))),
        Post("badge that is no base64", "Users", Extended("""{"badge":"%%%"}""")),
        Post("unknown huge number", "Users", $$"""{"userName":"unknown-number","colour":{{new string('9', 100_000)}}e99999}""", Due.Success),
    ];

    private static IEnumerable<HostileRequest> Deep =>
    [
        .. from depth in (int[])[1000, 100_000]
           from open in (string[])["[", "{\"a\":"]
           from closed in (bool[])[true, false]
           let nested = Repeat(open, depth) + (closed ? "1" + Repeat(open == "[" ? "]" : "}", depth) : "")
           let name = $"{depth} {(open == "[" ? "lists" : "objects")}{(closed ? "" : " left open")}"
           from request in (HostileRequest[])
           [
               new($"POST {name}", "POST", "Users", () => Bytes(nested)),
               new($"POST userName of {name}", "POST", "Users", () => Bytes($$"""{"userName":{{nested}}}""")),
               new($"POST e-mails of {name}", "POST", "Users", () => Bytes($$"""{"userName":"d","emails":{{nested}}}""")),
               new($"POST unknown of {name}", "POST", "Users", () => Bytes($$"""{"userName":"d","colour":{{nested}}}""")),
               new($"POST members of {name}", "POST", "Groups", () => Bytes($$"""{"displayName":"d","members":{{nested}}}""")),
               new($"PATCH Operations of {name}", "PATCH", "Users/{user}", () => Bytes($$"""{"Operations":{{nested}}}""")),
               new($"PATCH value of {name}", "PATCH", "Users/{user}", () => Bytes($$"""{"Operations":[{"op":"add","path":"title","value":{{nested}}}]}""")),
           ]
           select request,
    ];

    private static IEnumerable<HostileRequest> NoText =>
        from text in NoTexts
        from place in (string[])["""{"userName":"*"}""", """{"userName":"s","title":"*"}""", """{"userName":"s","colour":"*"}""", """{"userName":"s","*":1}""", """{"userName":"s","emails":[{"value":"*"}]}"""]
        select new HostileRequest($"POST {text.Name} in {place.Replace('"', '\'')}", "POST", "Users", () => Insert(place, text.Inside));

    private static IEnumerable<HostileRequest> Large =>
    [
        Post("userName of a megabyte", "Users", $$"""{"userName":"{{Mb('u')}}"}"""),
        Post("displayName of a megabyte", "Users", $$"""{"userName":"large-display","displayName":"{{Mb('d')}}"}"""),
        Post("e-mail of a megabyte", "Users", $$"""{"userName":"large-mail","emails":[{"value":"{{Mb('m')}}@example.com"}]}"""),
        .. ((string[])["externalId", "title", "nickName", "locale", "profileUrl"]).Select(name =>
            Post($"{name} of a megabyte", "Users", $$"""{"userName":"large-{{name}}","{{name}}":"{{Mb('x')}}"}""")),
        Post("title as long as may be", "Users", $$"""{"userName":"long-title","title":"{{new string('\u00e9', 200_000)}}"}""", Due.Success),
        Post("manager of a megabyte", "Users", $$"""{"userName":"m","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"{{Mb('m')}}"} }"""),
        Post("given name of a megabyte", "Users", $$$"""{"userName":"large-given","displayName":"L","name":{"givenName":"{{{Mb('g')}}}"}}"""),
        Post("department of a megabyte", "Users", $$$"""{"userName":"large-dep","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"{{{Mb('\u00e9')}}}"}}"""),
        Post("unknown value of a megabyte", "Users", $$"""{"userName":"large-value","colour":"{{Mb('c')}}"}""", Due.Success),
        Post("unknown name of a megabyte", "Users", $$"""{"userName":"large-name","{{Mb('n')}}":1}""", Due.Success),
        Post("unknown name of a megabyte twice", "Users", $$"""{"userName":"t","{{Mb('n')}}":1,"{{Mb('n')}}":1}"""),
        Post("white space of a megabyte", "Users", new string(' ', Mega)),
        Post("group name of a megabyte", "Groups", $$"""{"displayName":"{{Mb('g')}}"}"""),
        Post("member of a megabyte", "Groups", $$"""{"displayName":"large-member","members":[{"value":"{{Mb('m')}}"}]}""", Due.Either),
        Patch("op of a megabyte", "Users/{user}", $$"""{"op":"{{Mb('o')}}","path":"title","value":"x"}"""),
        Patch("path of a megabyte", "Users/{user}", $$"""{"op":"add","path":"{{Mb('p')}}","value":"x"}"""),
        Patch("key of a megabyte", "Users/{user}", $$$"""{"op":"add","value":{"{{{Mb('k')}}}":1}}"""),
        Patch("keys of a megabyte twice", "Users/{user}", $$$"""{"op":"add","value":{"{{{Mb('k')}}}":1,"{{{Mb('k')}}}":1}}"""),
        Patch("literal of a megabyte in a path", "Users/{user}", $$"""{"op":"add","path":"emails[value eq \"{{Mb('l')}}\"].type","value":"x"}"""),
        Patch("title of a megabyte", "Users/{user}", $$"""{"op":"add","path":"title","value":"{{Mb('t')}}"}"""),
        new("POST more than the body may have", "POST", "Users", () => new byte[(4 * Mega) + 1]),
    ];

    private static IEnumerable<HostileRequest> Injected =>
    [
        .. HostileTexts.All.SelectMany((text, i) => (HostileRequest[])
        [
            Post($"userName with text {i}", "Users", $$"""{"userName":{{Json($"u{i}{text}")}}}""", Due.Either),
            Post($"group with text {i}", "Groups", $$"""{"displayName":{{Json($"g{i}{text}")}}}""", Due.Either),
            Patch($"op with text {i}", "Users/{user}", $$"""{"op":{{Json(text)}},"path":"title","value":"x"}"""),
            Patch($"path with text {i}", "Users/{user}", $$"""{"op":"add","path":{{Json(text)}},"value":"x"}"""),
            Patch($"key with text {i}", "Users/{user}", $$$"""{"op":"add","value":{ {{{Json(text)}}}:"x"}}"""),
        ]),
    ];

    private static IEnumerable<HostileRequest> Many =>
    [
        new("PATCH with 10 000 operations", "PATCH", "Users/{user}", () => Repeated("""{"op":"add","path":"title","value":"x"}""", 10_000)),
        new("PATCH with 5000 operations", "PATCH", "Users/{user}", () => Repeated("""{"op":"add","path":"title","value":"x"}""", 5000), Due.Success),
        new("PATCH with 5000 new e-mails", "PATCH", "Users/{user}", () => Repeated("""{"op":"add","path":"emails","value":{"value":"#@x.example"}}""", 5000)),
        new("PATCH with 10 000 members", "PATCH", "Groups/{group}", () => Repeated("""{"op":"add","path":"members","value":{"value":"#"}}""", 10_000)),
        new("PATCH with 5000 unknown members, each alone", "PATCH", "Groups/{group}", () => Repeated("""{"op":"add","path":"members","value":{"value":"#"}}""", 5000), Due.Either),
        new("PATCH with 50 000 unknown members", "PATCH", "Groups/{group}", () => Bytes($$"""{"Operations":[{"op":"add","path":"members","value":[{{Joined("""{"value":"#"}""", 50_000)}}]}]}"""), Due.Either),
        new("POST with 50 000 unknown members", "POST", "Groups", () => Bytes($$"""{"displayName":"crowd","members":[{{Joined("""{"value":"#"}""", 50_000)}}]}"""), Due.Either),
        new("POST with 50 000 e-mails", "POST", "Users", () => Bytes($$"""{"userName":"e","emails":[{{Joined("""{"value":"#@x.example"}""", 50_000)}}]}""")),
        new("POST with 50 000 unknown attributes", "POST", "Users", () => Bytes($$$"""{"userName":"many-unknown",{{{Joined("\"c#\":1", 50_000)}}}}"""), Due.Success),
        new("POST with 50 000 unknown parts", "POST", "Users", () => Bytes($$$"""{"userName":"many-parts","name":{{{{Joined("\"c#\":1", 50_000)}}}}}"""), Due.Success),
        new("PATCH with 200 000 parts", "PATCH", "Users/{user}", () => Bytes($$$"""{"Operations":[{"op":"add","path":"name","value":{{{{Joined("\"c#\":1", 200_000)}}}}}]}""")),
        new("PATCH with 200 000 keys", "PATCH", "Users/{user}", () => Bytes($$$"""{"Operations":[{"op":"add","value":{{{{Joined("\"c#\":1", 200_000)}}}}}]}""")),
        new("PATCH with 2000 values looked at 3000 times", "PATCH", "Users/{user}", () => Bytes(
            $$"""{"Operations":[{"op":"add","path":"roles","value":[{{Joined("""{"value":"#"}""", 2000)}}]},{{Joined("""{"op":"replace","path":"roles[value eq \"#\" or value eq \"y\"].display","value":"x"}""", 3000)}}]}""")),
        new("PATCH path with 10 000 terms", "PATCH", "Users/{user}", () => Bytes(
            $$"""{"Operations":[{"op":"remove","path":"emails[{{string.Join(" or ", Enumerable.Repeat("type pr", 10_000))}}]"}]}""")),
        new("PATCH path 1000 parentheses deep", "PATCH", "Users/{user}", () => Bytes(
            $$"""{"Operations":[{"op":"remove","path":"emails[{{Repeat("(", 1000)}}type pr{{Repeat(")", 1000)}}]"}]}""")),
        new("PATCH members by 700 terms", "PATCH", "Groups/{group}", () => Bytes(
            $$"""{"Operations":[{"op":"remove","path":"members[{{string.Join(" or ", Enumerable.Repeat("display pr", 550))}}]"}]}"""), Due.Success),
    ];

    private static IEnumerable<HostileRequest> Empty =>
        from body in (string[])["", " ", "null", "[]", "1", "\"x\"", "true", "{}", "[{}]", "\u0000"]
        from target in (string[])["POST Users", "PUT Users/{user}", "PATCH Users/{user}", "POST Groups", "PUT Groups/{group}", "PATCH Groups/{group}"]
        let parts = target.Split(' ')
        select new HostileRequest($"{target} with body '{body.Replace("\0", "\\0", StringComparison.Ordinal)}'", parts[0], parts[1], () => Bytes(body));

    private static IEnumerable<HostileRequest> Encoded =>
    [
        new("POST byte order mark", "POST", "Users", () => [0xEF, 0xBB, 0xBF, .. "{\"userName\":\"bom\"}"u8]),
        new("POST UTF-16", "POST", "Users", () => Encoding.Unicode.GetBytes("{\"userName\":\"utf16\"}")),
        new("POST UTF-32", "POST", "Users", () => Encoding.UTF32.GetBytes("{\"userName\":\"utf32\"}")),
        new("POST gzip by name only", "POST", "Users", () => Bytes("{\"userName\":\"gz\"}")) { Headers = [("Content-Encoding", "gzip")] },
        .. ((string[])["text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
                "application/scim", "json", "*/*", "application/json, application/json", "'; drop table resource; --", "application/scim+json;charset=\"", new string('a', 20_000)])
            .Select((type, i) => new HostileRequest($"POST as media type {i}", "POST", "Users", () => Bytes("""{"userName":"media"}""")) { ContentType = type }),
    ];

    private static IEnumerable<HostileRequest> Operations =>
    [
        .. ((string[])
        [
            "1", "null", "\"add\"", "[]", "{}", """{"op":1}""", """{"op":null}""", """{"op":"copy","path":"title","value":"x"}""", """{"op":"move","from":"title","path":"nickName"}""",
            """{"op":"test","path":"title","value":"x"}""", """{"op":"add"}""", """{"op":"add","path":"title"}""", """{"op":"add","path":1,"value":"x"}""", """{"op":"add","path":[],"value":"x"}""",
            """{"op":"remove"}""", """{"op":"remove","path":""}""", """{"op":"add","path":" ","value":"x"}""", """{"op":"add","path":"nothing","value":"x"}""", """{"op":"add","path":"title.x","value":"x"}""",
            """{"op":"add","path":"name.givenName.x","value":"x"}""", """{"op":"add","path":"emails[","value":"x"}""", """{"op":"add","path":"emails[]","value":"x"}""",
            """{"op":"add","path":"emails[type eq]","value":"x"}""", """{"op":"add","path":"emails[type eq \"work\"","value":"x"}""", """{"op":"add","path":"emails[type eq \"work\"]x","value":"x"}""",
            """{"op":"add","path":"emails[nothing eq \"work\"].value","value":"x"}""", """{"op":"add","path":"emails[emails[type pr]]","value":"x"}""", """{"op":"add","path":"title[value eq \"x\"]","value":"x"}""",
            """{"op":"replace","path":"id","value":"x"}""", """{"op":"replace","path":"meta.version","value":"x"}""", """{"op":"replace","path":"meta","value":{}}""", """{"op":"remove","path":"userName"}""",
            """{"op":"replace","path":"userName","value":null}""", """{"op":"replace","path":"userName","value":""}""", """{"op":"replace","path":"active","value":"maybe"}""", """{"op":"replace","path":"active","value":2}""",
            """{"op":"replace","value":"x"}""", """{"op":"replace","value":[]}""", """{"op":"replace","value":{"id":"another"}}""", """{"op":"add","path":"urn:nobody:User:x","value":"x"}""",
            """{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:nothing","value":"x"}""", """{"op":"add","path":":","value":"x"}""", """{"op":"add","path":"..","value":"x"}""",
        ])
        .Select((operation, i) => Patch($"operation {i}", "Users/{user}", operation)),
        .. ((string[])
        [
            """{"op":"add","path":"members","value":[{}]}""", """{"op":"add","path":"members","value":[{"value":{}}]}""", """{"op":"add","path":"members","value":[{"value":7}]}""", """{"op":"add","path":"members","value":[[["x"]]]}""",
            """{"op":"add","path":"members[value eq \"x\"]","value":{"value":"x"}}""", """{"op":"replace","path":"members[value eq \"x\"].value","value":"y"}""", """{"op":"remove","path":"displayName"}""",
            """{"op":"remove","path":"members.value"}""", """{"op":"add","path":"members","value":true}""",
        ])
        .Select((operation, i) => Patch($"operation {i} on a group", "Groups/{group}", operation)),
    ];

    private static string Extended(string inside) => $$"""{"userName":"x","{{Support.SampleSchemas.Extension}}":{{inside}}}""";

    private static IEnumerable<string> Wrong(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.String or AttributeType.Reference => ["12", "{\"x\":1}", "true"],
        AttributeType.Boolean => ["12", "\"maybe\""],
        AttributeType.Complex => ["12", "true", "[[[1]]]"],
        _ => ["true", "{\"x\":1}"],
    };

    // What a client has no say in is passed over, whatever it is.
    private static HostileRequest Typed(ResourceType type, AttributeDefinition attribute, AttributeDefinition about, string value, string wrong)
    {
        var dropped = Drops(attribute) || Drops(about) || (attribute == type.Members && about != attribute && about != attribute.Value);
        var name = type.Name == "User" ? "userName" : "displayName";
        var own = attribute.Name == name ? "" : $"\"{name}\":\"{Letters($"{about.Path} {wrong}")}\",";
        var place = attribute.IsExtension ? $$$"""{{{{own}}}"{{{attribute.Schema}}}":{"{{{attribute.Name}}}":{{{value}}}}}""" : $$$"""{{{{own}}}"{{{attribute.Name}}}":{{{value}}}}""";
        var due = !dropped ? Due.Refusal : attribute == type.Members ? Due.Either : Due.Success;
        return Post($"{type.Name} {about.Path} as {wrong}", type.Endpoint[1..], place, due);

        static bool Drops(AttributeDefinition a) => a.Mutability is Mutability.ReadOnly or Mutability.WriteOnly || a.Returned == Returned.Never;
    }

    private static string Letters(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static IEnumerable<string> Cuts(string whole, int step)
    {
        for (var length = 1; length < whole.Length; length += step)
        {
            yield return whole[..length];
        }
    }

    private static byte[] Insert(string json, byte[] inside)
    {
        var at = json.IndexOf('*', StringComparison.Ordinal);
        return [.. Bytes(json[..at]), .. inside, .. Bytes(json[(at + 1)..])];
    }

    private static string Mb(char letter) => new(letter, Mega);

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Joined(string text, int times) => string.Join(',', Enumerable.Range(0, times).Select(i => text.Replace("#", $"{i}", StringComparison.Ordinal)));

    private static byte[] Repeated(string operation, int times) => Bytes($$"""{"Operations":[{{Joined(operation, times)}}]}""");

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
