using System.Text;
using System.Text.Json;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ResourceReaderTests
{
    private static readonly SchemaCatalog Catalog = SampleSchemas.Catalog();

    [Test]
    [Rfc("7643-2.3.3-01", "7643-4.1.2-11", "7643-7-07")]
    public void Every_type_is_read_and_text_is_kept_as_it_was_sent()
    {
        var user = User($$"""
            "USERNAME": "Ann\u00e9 ", "active": false, "name": { "givenName": "Ann" }, "emails": [ { "value": "a@x", "primary": true }, { "value": "b@x" } ],
            "{{SampleSchemas.Extension.ToUpperInvariant()}}": {
              "level": -3, "score": 1.50, "hired": "2015-02-27T11:29:39+01:00", "badge": "AAEC", "tags": ["x", "y"]
            }
            """).Resource;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.Text("userName"), Is.EqualTo("Anné "));
            Assert.That(user.Attributes.Boolean(Of("active")), Is.False);
            Assert.That(user.Text("name", "givenName"), Is.EqualTo("Ann"));
            Assert.That((user[Of("emails")] as ScimValue.Many)!.Values, Has.Length.EqualTo(2));
            Assert.That(user[Sample("level")], Is.EqualTo(new ScimValue.Integer(-3)));
            Assert.That(user[Sample("score")], Is.EqualTo(new ScimValue.Decimal(1.5m)));
            Assert.That((user[Sample("hired")] as ScimValue.Instant)!.Spelling, Is.EqualTo("2015-02-27T11:29:39+01:00"));
            Assert.That(user[Sample("hired")], Is.EqualTo(new ScimValue.Instant(new(2015, 2, 27, 10, 29, 39, TimeSpan.Zero), "")));
            Assert.That(user[Sample("badge")], Is.EqualTo(new ScimValue.Binary("AAEC")));
            Assert.That(user[Sample("tags")], Is.EqualTo(new ScimValue.Many([new ScimValue.Text("x"), new ScimValue.Text("y")])));
        }
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"\"")]
    [TestCase("[null]")]
    [TestCase("[{}]")]
    [TestCase("""[{ "value": null, "type": "" }]""")]
    public void Null_and_empty_values_of_a_list_are_no_value(string emails) =>
        Assert.That(User($$""" "userName": "a", "emails": {{emails}} """).Resource[Of("emails")], Is.Null);

    [TestCase("title", "null")]
    [TestCase("title", "\"\"")]
    [TestCase("active", "null")]
    [TestCase("name", "{}")]
    [TestCase("name", """{ "givenName": "" }""")]
    [TestCase("name", "[]")]
    [Rfc("7643-2.5-01")]
    public void Null_and_empty_values_are_no_value(string attribute, string value) =>
        Assert.That(User($$""" "userName": "a", "{{attribute}}": {{value}} """).Resource[Of(attribute)], Is.Null);

    [Test]
    public void What_the_client_may_not_write_is_dropped_and_not_even_checked()
    {
        var read = User("""
            "userName": "a", "id": 5, "meta": "x", "groups": {}, "password": ["secret"], "schemas": 1,
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "m", "displayName": 7 } }
            """);

        Assert.That(read.Resource.Attributes.ToString(), Is.EqualTo("{userName: Text { Value = a }, manager: {value: Text { Value = m }}}"));
        Assert.That(read.Ignored, Is.Empty);
    }

    [Test]
    [Rfc("7643-4.1.1-08", "7643-7-11", "7643-7-13")]
    public void A_write_only_attribute_reaches_nobody() => Assert.That(
        User($$""" "userName": "a", "{{SampleSchemas.Extension}}": { "secret": "s" } """).Resource.Attributes.Count, Is.EqualTo(1));

    [Test]
    public void Unknown_attributes_are_named_once_and_passed_over()
    {
        var read = User("""
            "userName": "a", "shoeSize": { "eu": [42] }, "emails": [ { "value": "x", "colour": 1 }, { "value": "y", "colour": 2 } ],
            "urn:none:User": { "a": 1 }, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "desk": 1 }
            """);

        Assert.That(read.Ignored, Is.EqualTo(new[]
        {
            "shoeSize", "emails.colour", "urn:none:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:desk",
        }));
    }

    [Test]
    public void The_names_of_unknown_attributes_are_bounded()
    {
        var many = string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"\"x{i}\": 1"));

        Assert.That(User($""" "userName": "a", {many} """).Ignored, Has.Length.EqualTo(50));
    }

    [TestCase("\"userName\": 5", "userName: expected a string, found the number 5.")]
    [TestCase("\"userName\": [\"a\"]", "userName: expected a string, found a list.")]
    [TestCase("\"active\": \"maybe\"", """active: expected true or false, found the string "maybe".""")]
    [TestCase("\"active\": 1", "active: expected true or false, found the number 1.")]
    [TestCase("\"name\": \"Ann\"", """name: expected an object, found the string "Ann".""")]
    [TestCase("\"name\": { \"givenName\": {} }", "name.givenName: expected a string, found an object.")]
    [TestCase("\"emails\": { \"value\": \"x\" }", "emails: expected a list, found an object.")]
    [TestCase("\"emails\": [\"x\"]", """emails: expected an object, found the string "x".""")]
    [TestCase("\"emails\": [[{}]]", "emails: expected an object, found a list.")]
    [TestCase("\"emails\": [{ \"primary\": true }, { \"primary\": true }]", "emails: primary is true in 2 elements; one at most can be the primary one (RFC 7643 §2.4).")]
    [TestCase("\"x509Certificates\": [{ \"value\": \"%%%\" }]", """x509Certificates.value: expected base64 text, found the string "%%%".""")]
    [TestCase($"\"{SampleSchemas.Extension}\": []", $"{SampleSchemas.Extension}: expected an object, found a list.")]
    [TestCase($"\"{SampleSchemas.Extension}\": {{ \"level\": 1.5 }}", $"{SampleSchemas.Extension}:level: expected a whole number of at most 64 bits, found the number 1.5.")]
    [TestCase($"\"{SampleSchemas.Extension}\": {{ \"level\": 1e3 }}", $"{SampleSchemas.Extension}:level: expected a whole number of at most 64 bits, found the number 1e3.")]
    [TestCase(
        $"\"{SampleSchemas.Extension}\": {{ \"level\": 9223372036854775808 }}",
        $"{SampleSchemas.Extension}:level: expected a whole number of at most 64 bits, found the number 9223372036854775808.")]
    [TestCase($"\"{SampleSchemas.Extension}\": {{ \"score\": 1e40 }}", $"{SampleSchemas.Extension}:score: expected a number, found the number 1e40.")]
    [TestCase($"\"{SampleSchemas.Extension}\": {{ \"score\": \"1.5\" }}", $"""{SampleSchemas.Extension}:score: expected a number, found the string "1.5".""")]
    [TestCase(
        $"\"{SampleSchemas.Extension}\": {{ \"hired\": \"2026-05-01\" }}",
        $"""{SampleSchemas.Extension}:hired: expected a date and time such as 2026-01-31T12:00:00Z, found the string "2026-05-01".""")]
    [TestCase($"\"{SampleSchemas.Extension}\": {{ \"locker\": {{ \"floor\": 1 }} }}", $"{SampleSchemas.Extension}:locker.room: a value is required, none was found.")]
    [Rfc("7643-2.3.2-01", "7643-2.3.3-01", "7643-2.3.4-01", "7643-2.3.6-01", "7643-2.4-01", "7643-2.4-04", "7644-3.12-21")]
    public void A_value_of_another_type_is_refused_with_its_path(string member, string sentence)
    {
        var before = member.Contains("userName", StringComparison.Ordinal) ? "" : "\"userName\": \"a\", ";

        Assert.That(() => User(before + member), Refused(ScimType.InvalidValue, sentence));
    }

    [Test]
    [Rfc("7643-4.1.1-01", "7643-4.2-01", "7644-3.12-21")]
    public void A_required_attribute_must_have_a_value()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => User(""), Refused(ScimType.InvalidValue, "userName: a value is required, none was found."));
            Assert.That(() => User(""" "userName": "" """), Refused(ScimType.InvalidValue, "userName: a value is required, none was found."));
            Assert.That(() => Group(""" "members": [] """), Refused(ScimType.InvalidValue, "displayName: a value is required, none was found."));
        }
    }

    [TestCase("""{ "userName": "a", "USERNAME": "b" }""", "\"userName\"")]
    [TestCase("""{ "userName": "a", "name": { "givenName": "a", "givenname": "b" } }""", "\"name.givenName\"")]
    [TestCase("""{ "userName": "a", "shoe": 1, "Shoe": 2 }""", "\"Shoe\"")]
    [TestCase("""{ "userName": "a", "emails": [ { "shoe": 1, "Shoe": 2 } ] }""", "\"emails.Shoe\"")]
    [TestCase($$"""{ "userName": "a", "{{ScimUrns.EnterpriseUser}}": {}, "{{ScimUrns.EnterpriseUser}}": {} }""", "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"")]
    public void A_name_that_comes_twice_is_refused(string body, string name) => Assert.That(
        () => Read(body, Catalog.User),
        Refused(ScimType.InvalidSyntax, $"The name {name} occurs twice in one object (names are compared without case)."));

    [Test]
    public void An_unknown_name_may_come_again_in_another_object() => Assert.That(
        User(""" "userName": "a", "name": { "x": 1 }, "name.x": 2, "emails": [ { "y": 1 }, { "y": 2 } ] """).Ignored,
        Is.EqualTo(new[] { "name.x", "emails.y" }));

    [TestCase("", "The body isn't valid JSON (line 1, byte 1).")]
    [TestCase("{", "The body isn't valid JSON (line 1, byte 2).")]
    [TestCase("[]", "The body isn't a JSON object.")]
    [TestCase("""{ "userName": "a" } x""", "The body isn't valid JSON (line 1, byte 21).")]
    [TestCase("{ \"userName\":\n \"a\",, }", "The body isn't valid JSON (line 2, byte 6).")]
    public void What_is_no_JSON_is_refused_with_its_place(string body, string sentence) =>
        Assert.That(() => Read(body, Catalog.User), Refused(ScimType.InvalidSyntax, sentence));

    [Test]
    public void A_body_that_is_nested_too_deep_is_refused()
    {
        var deep = new string('[', 100) + new string(']', 100);

        Assert.That(() => User($""" "userName": "a", "x": {deep} """), Throws.TypeOf<ScimException>().With.Property("Error").Property("ScimType").EqualTo("invalidSyntax"));
    }

    [TestCase("""{ "userName": "a\u0000b" }""", "The body can't be read at byte 17: U+0000 isn't allowed in text.")]
    [TestCase("""{ "userName": "a", "unknown": ["\u0000"] }""", "The body can't be read at byte 33: U+0000 isn't allowed in text.")]
    [TestCase("""{ "userName": "\ud83d" }""", "The body can't be read at byte 16: a surrogate stands alone.")]
    [TestCase("""{ "userName": "\ud83dx" }""", "The body can't be read at byte 16: a surrogate stands alone.")]
    [TestCase("""{ "userName": "\ude00" }""", "The body can't be read at byte 16: a surrogate stands alone.")]
    [TestCase("""{ "userName": "\ud83d\ud83d" }""", "The body can't be read at byte 16: a surrogate stands alone.")]
    [TestCase("""{ "\ud83d": "a" }""", "The body can't be read at byte 4: a surrogate stands alone.")]
    public void Text_that_nothing_can_keep_is_refused(string body, string sentence) =>
        Assert.That(() => Read(body, Catalog.User), Refused(ScimType.InvalidSyntax, sentence));

    [TestCase("""\ud83d\ude00""", "😀")]
    [TestCase("""\\u0000""", """\u0000""")]
    [TestCase("""\\\\ud83d""", """\\ud83d""")]
    [TestCase("""\u00e4\u0001""", "ä\u0001")]
    public void Escapes_that_are_text_are_read(string json, string text) =>
        Assert.That(User($$""" "userName": "{{json}}" """).Resource.Text("userName"), Is.EqualTo(text));

    [Test]
    [Rfc("7644-3.8-01")]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] body = [.. """{ "userName": "a"""u8, 0xC3, 0x28, .. "\" }"u8];

        Assert.That(
            () => ResourceReader.Read(body, Catalog.User, NoTolerance.Instance),
            Refused(ScimType.InvalidSyntax, "The body can't be read at byte 17: the bytes aren't valid UTF-8."));
    }

    [Test]
    public void Members_are_read_as_ids_and_stay_out_of_the_tree()
    {
        var read = Group(""" "displayName": "g", "members": [ { "value": "1", "$ref": "x", "display": "y" }, { "type": "User", "VALUE": "2" } ] """);

        Assert.That(read.Members, Is.EqualTo(new[] { "1", "2" }));
        Assert.That(read.Resource.Attributes.Count, Is.EqualTo(1));
    }

    [TestCase("", null)]
    [TestCase(", \"members\": null", 0)]
    [TestCase(", \"members\": []", 0)]
    public void Members_that_are_not_named_are_told_from_none(string members, int? count) =>
        Assert.That(Group($""" "displayName": "g"{members} """).Members?.Length, Is.EqualTo(count));

    [TestCase("""[{ "display": "x" }]""", "members: a member has no value; it is the member's id.")]
    [TestCase("""[{ "value": "" }]""", "members: a member has no value; it is the member's id.")]
    [TestCase("""[{ "value": 5 }]""", "members.value: expected a string, found the number 5.")]
    [TestCase("""["1"]""", """members: expected an object, found the string "1".""")]
    [TestCase("""{ "value": "1" }""", "members: expected a list, found an object.")]
    public void A_member_without_an_id_is_refused(string members, string sentence) =>
        Assert.That(() => Group($$""" "displayName": "g", "members": {{members}} """), Refused(ScimType.InvalidValue, sentence));

    [Test]
    public void A_patch_value_may_be_a_part_but_names_nothing_unknown()
    {
        var name = Of("name");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value("""{ "givenName": "A" }""", name), Is.InstanceOf<ScimValue.Complex>());
            Assert.That(Value("\"\"", Of("title")), Is.Null);
            Assert.That(Value("null", Of("emails")), Is.Null);
            Assert.That(() => Value("""{ "colour": "A" }""", name), Refused(ScimType.InvalidValue, "name.colour: there is no such attribute."));
            Assert.That(ResourceReader.ReadElement("""{ "value": "x" }"""u8, Of("emails"), NoTolerance.Instance), Is.InstanceOf<ScimValue.Complex>());
            Assert.That(ResourceReader.ReadMembers("""[{ "value": "x" }]"""u8, Catalog.Group.Members!, NoTolerance.Instance), Is.EqualTo(new[] { "x" }));
        }
    }

    [Test]
    public void A_tolerance_is_asked_only_where_the_type_is_wrong_and_may_read_on()
    {
        var tolerance = new Wrapping();
        var read = ResourceReader.Read(
            """{ "userName": "a", "emails": { "value": "x" }, "active": "True", "title": ["t"], "nickName": "n" }"""u8, Catalog.User, tolerance);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tolerance.Asked, Is.EqualTo(new[] { "emails list", "active", "title" }));
            Assert.That(read.Resource[Of("emails")], Is.InstanceOf<ScimValue.Many>());
            Assert.That(read.Resource.Attributes.Boolean(Of("active")), Is.True);
            Assert.That(read.Resource[Of("title")], Is.Null);
        }
    }

    private static AttributeDefinition Of(string name) => Catalog.User.Attribute(name)!;

    private static AttributeDefinition Sample(string name) => Catalog.User.Resolve(SampleSchemas.Extension, name, null)!;

    private static ReadResource User(string members) => Read($"{{{members}}}", Catalog.User);

    private static ReadResource Group(string members) => Read($"{{{members}}}", Catalog.Group);

    private static ReadResource Read(string body, ResourceType type) => ResourceReader.Read(Encoding.UTF8.GetBytes(body), type, NoTolerance.Instance);

    private static ScimValue? Value(string json, AttributeDefinition attribute) =>
        ResourceReader.ReadValue(Encoding.UTF8.GetBytes(json), attribute, NoTolerance.Instance);

    private static EqualConstraint<ScimError> Refused(string scimType, string sentence) =>
        Throws.TypeOf<ScimException>().With.Property(nameof(ScimException.Error)).EqualTo(new ScimError(400, scimType, sentence));

    private sealed class Wrapping : IValueTolerance
    {
        public List<string> Asked { get; } = [];

        public bool TryReadList(AttributeDefinition attribute, JsonElement found, out ScimValue? value)
        {
            Asked.Add($"{attribute.Path} list");
            value = new ScimValue.Many([ResourceReader.ReadElement(Encoding.UTF8.GetBytes(found.GetRawText()), attribute, this)!]);
            return true;
        }

        public bool TryReadOne(AttributeDefinition attribute, JsonElement found, out ScimValue? value)
        {
            Asked.Add(attribute.Path);
            value = attribute.Type == AttributeType.Boolean ? ScimValue.Boolean.True : null;
            return true;
        }
    }
}
