using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §2, §7 and §8.7: what /Schemas says is well made and agrees with the RFC's own definitions.</summary>
public sealed class DefinitionConformanceTests : ConformanceFixture
{
    [Test]
    [Rfc("7643-1.2-01", "7643-2.3.8-02", "7643-7-05")]
    public async Task Only_complex_attributes_have_sub_attributes_and_those_are_simple()
    {
        foreach (var (name, attribute, depth) in await AttributesAsync())
        {
            var isComplex = attribute.GetProperty("type").GetString() == "complex";
            Assert.That(isComplex, Is.EqualTo(attribute.TryGetProperty("subAttributes", out var subs) && subs.GetArrayLength() > 0), name);

            // RFC 7643 §7: only the schema of schemas nests.
            Assert.That(isComplex && depth > 0, Is.EqualTo(name == $"{ScimUrns.Schema}:attributes:subAttributes"), name);
        }

        var user = await UserAsync();
        Assert.That((await PatchAsync($"Users/{user.Id}", """{"op":"add","path":"title.x","value":"y"}""")).Refusal, Is.EqualTo((400, "invalidPath")));
    }

    [Test]
    [Rfc("7643-2.1-02")]
    public async Task Names_begin_with_a_letter_and_go_on_with_letters_digits_and_three_signs()
    {
        foreach (var (name, attribute, _) in await AttributesAsync())
        {
            Assert.That(Regex.IsMatch(attribute.GetProperty("name").GetString()!, @"^(\$ref|[A-Za-z][A-Za-z0-9_$-]*)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), name);
        }
    }

    [Test]
    [Rfc("7643-2.3-01", "7643-7-04")]
    public async Task Every_attribute_tells_its_characteristics_in_the_words_of_the_RFC()
    {
        foreach (var (name, attribute, _) in await AttributesAsync())
        {
            Assert.That(attribute.GetProperty("type").GetString(), Is.AnyOf("string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"), name);
            Assert.That(attribute.GetProperty("multiValued").ValueKind, Is.AnyOf(JsonValueKind.True, JsonValueKind.False), name);
            Assert.That(attribute.GetProperty("required").ValueKind, Is.AnyOf(JsonValueKind.True, JsonValueKind.False), name);
            Assert.That(attribute.GetProperty("description").ValueKind, Is.EqualTo(JsonValueKind.String), name);
            Assert.That(attribute.GetProperty("mutability").GetString(), Is.AnyOf("readOnly", "readWrite", "immutable", "writeOnly"), name);
            Assert.That(attribute.GetProperty("returned").GetString(), Is.AnyOf("always", "never", "default", "request"), name);
            Assert.That(attribute.GetProperty("uniqueness").GetString(), Is.AnyOf("none", "server", "global"), name);
            Assert.That(attribute.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Null), Is.False, name);
        }
    }

    [Test]
    [Rfc("7643-7-18")]
    public async Task Only_references_have_reference_types_and_those_are_resource_types_or_external_or_uri()
    {
        foreach (var (name, attribute, _) in await AttributesAsync())
        {
            if (attribute.TryGetProperty("referenceTypes", out var types))
            {
                Assert.That(attribute.GetProperty("type").GetString(), Is.EqualTo("reference"), name);
                Assert.That(types.EnumerateArray().Select(type => type.GetString()), Is.SubsetOf(new[] { "User", "Group", "external", "uri" }), name);
            }
        }
    }

    [Test]
    [Rfc("7643-2.4-03")]
    public async Task Usual_sub_attributes_mean_the_same_everywhere()
    {
        var usual = new Dictionary<string, string> { ["type"] = "string", ["primary"] = "boolean", ["display"] = "string", ["$ref"] = "reference" };
        foreach (var (name, attribute, depth) in await AttributesAsync())
        {
            if (depth > 0 && !name.StartsWith(ScimUrns.Schema, StringComparison.Ordinal) && usual.TryGetValue(attribute.GetProperty("name").GetString()!, out var type))
            {
                Assert.That(attribute.GetProperty("type").GetString(), Is.EqualTo(type), name);
            }
        }
    }

    [Test]
    [Rfc("7643-2.2-01")]
    public async Task What_a_definition_leaves_out_is_as_the_RFC_has_it()
    {
        var plain = Attribute(await GetAsync($"Schemas/{Sample}"), "plain");

        Assert.That(
            new[] { "type", "multiValued", "required", "caseExact", "mutability", "returned", "uniqueness" }.Select(name => plain.GetProperty(name).ToString()),
            Is.EqualTo(new[] { "string", "False", "False", "False", "readWrite", "default", "none" }));
        Assert.That(plain.TryGetProperty("canonicalValues", out _), Is.False);
        var user = await UserAsync($$"""
            "{{Sample}}":{"plain":"Some Text"}
            """);
        Assert.That(await FindAsync("Users", $"{Sample}:plain eq \"SOME TEXT\""), Is.EqualTo(new[] { user.Id }));
    }

    [Test]
    [Rfc("7643-2.4-02")]
    public async Task Display_is_as_writable_as_its_definition_says()
    {
        var schema = await GetAsync($"Schemas/{ScimUrns.User}");
        var display = Sub(Attribute(schema, "emails"), "display");
        var user = await UserAsync("""
            "emails":[{"value":"a@example.com","type":"work","display":"old"}]
            """);

        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"emails[type eq \"work\"].display","value":"new"}""");

        Assert.That(display.GetProperty("mutability").GetString(), Is.EqualTo("readWrite"));
        Assert.That(patched.At("emails.0.display"), Is.EqualTo("new"));
    }

    [Test]
    [Rfc("7643-7-02")]
    public async Task Every_schema_has_a_URN_as_id_and_a_name_and_a_description()
    {
        foreach (var schema in (await GetAsync("Schemas")).Body.GetProperty("Resources").EnumerateArray())
        {
            Assert.That(schema.GetProperty("id").GetString(), Does.StartWith("urn:"));
            Assert.That(schema.GetProperty("name").GetString(), Is.Not.Empty);
            Assert.That(schema.GetProperty("description").GetString(), Is.Not.Empty);
        }
    }

    [Test]
    [Rfc("7643-8.7.1-01", "7643-4.1.1-08")]
    public async Task The_user_schema_has_the_RFCs_rules_for_userName_password_and_groups()
    {
        var schema = await GetAsync($"Schemas/{ScimUrns.User}");

        Assert.That(Told(Attribute(schema, "userName"), "required", "caseExact", "uniqueness"), Is.EqualTo(new[] { "True", "False", "server" }));
        Assert.That(Told(Attribute(schema, "password"), "mutability", "returned"), Is.EqualTo(new[] { "writeOnly", "never" }));
        Assert.That(Told(Attribute(schema, "groups"), "mutability", "multiValued"), Is.EqualTo(new[] { "readOnly", "True" }));
    }

    [Test]
    [Rfc("7643-8.7.1-02", "7643-8.7.1-03")]
    public async Task The_group_and_enterprise_schemas_have_the_RFCs_rules_for_members_and_manager()
    {
        var members = Attribute(await GetAsync($"Schemas/{ScimUrns.Group}"), "members");
        var manager = Attribute(await GetAsync($"Schemas/{ScimUrns.EnterpriseUser}"), "manager");

        Assert.That(new[] { "value", "$ref", "type" }.Select(name => Sub(members, name).GetProperty("mutability").GetString()), Is.All.EqualTo("immutable"));
        Assert.That(Told(manager, "type", "multiValued"), Is.EqualTo(new[] { "complex", "False" }));
        Assert.That(Sub(manager, "displayName").GetProperty("mutability").GetString(), Is.EqualTo("readOnly"));
        Assert.That(Sub(manager, "$ref").GetProperty("type").GetString(), Is.EqualTo("reference"));
        Assert.That(Sub(manager, "value").GetProperty("type").GetString(), Is.EqualTo("string"));
    }

    private static JsonElement Attribute(GatewayAnswer schema, string name) =>
        schema.Body.GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == name);

    private static JsonElement Sub(JsonElement attribute, string name) =>
        attribute.GetProperty("subAttributes").EnumerateArray().Single(sub => sub.GetProperty("name").GetString() == name);

    private static IEnumerable<string> Told(JsonElement attribute, params string[] characteristics) =>
        characteristics.Select(name => attribute.GetProperty(name).ToString());

    /// <summary>All attributes that are served, with their place and depth.</summary>
    private async Task<List<(string Name, JsonElement Attribute, int Depth)>> AttributesAsync()
    {
        var all = new List<(string, JsonElement, int)>();
        foreach (var schema in (await GetAsync("Schemas")).Body.GetProperty("Resources").EnumerateArray())
        {
            Walk(schema.GetProperty("id").GetString()!, schema.GetProperty("attributes"), 0);
        }

        Assert.That(all, Has.Count.GreaterThan(80));
        return all;

        void Walk(string parent, JsonElement attributes, int depth)
        {
            foreach (var attribute in attributes.EnumerateArray())
            {
                var name = $"{parent}:{attribute.GetProperty("name").GetString()}";
                all.Add((name, attribute, depth));
                if (attribute.TryGetProperty("subAttributes", out var subs))
                {
                    Walk(name, subs, depth + 1);
                }
            }
        }
    }
}
