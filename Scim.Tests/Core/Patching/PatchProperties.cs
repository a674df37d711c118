using System.Text.Json;
using CsCheck;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Patching;

[TestFixture]
public sealed class PatchProperties
{
    private static readonly Gen<string> Address = Gen.Int[0, 5].Select(i => $"a{i}@x.example");

    private static readonly Gen<string> Type = Gens.AnyOf("work", "home", "other");

    // The value alone, so that a type isn't there twice by chance.
    private static readonly Gen<string> Email = Gen.Select(Address, Type, Gen.Bool, (address, type, primary) =>
        JsonSerializer.Serialize(new { value = address, type, primary }));

    private static readonly Gen<string> Emails = Email.Array[0, 4].Select(Json);

    private static readonly Gen<string> Operation = Gen.OneOf(
        Email.Select(e => $$"""{"op":"add","path":"emails","value":[{{e}}]}"""),
        Email.Select(e => $$"""{"op":"replace","path":"emails","value":[{{e}}]}"""),
        Gen.Select(Type, Address, (t, a) => $$"""{"op":"add","path":"emails[type eq \"{{t}}\"].value","value":"{{a}}"}"""),
        Gen.Select(Type, Address, (t, a) => $$"""{"op":"replace","path":"emails[type eq \"{{t}}\"].value","value":"{{a}}"}"""),
        Type.Select(t => $$"""{"op":"replace","path":"emails[type eq \"{{t}}\"].primary","value":true}"""),
        Type.Select(t => $$"""{"op":"remove","path":"emails[type eq \"{{t}}\"]"}"""),
        Type.Select(t => $$"""{"op":"remove","path":"emails[type eq \"{{t}}\"].value"}"""),
        Address.Select(a => $$"""{"op":"remove","path":"emails","value":[{"value":"{{a}}"}]}"""),
        Gen.Const("""{"op":"remove","path":"emails"}"""),
        Gen.Const("""{"op":"replace","value":{"name":{"givenName":"a","familyName":null},"emails":[]}}"""));

    [Test]
    public void An_operation_done_twice_ends_where_it_ended_once()
    {
        Gen.Select(Emails, Operation).Sample((emails, operation) =>
        {
            var once = User(emails).By(operation).After;
            return once.By(operation).After.Equals(once);
        });
    }

    [Test]
    [Rfc("7643-2.4-04", "7644-3.5.2-13")]
    public void One_element_at_most_is_primary_after_any_operations()
    {
        Gen.Select(Emails, Operation.Array[1, 6]).Sample((emails, operations) =>
        {
            var after = User(emails).By(string.Join(',', operations)).After;
            var elements = (after[Patched.UserType.Attribute("emails")!] as ScimValue.Many)?.Values ?? [];
            return elements.Count(e => ((ScimValue.Complex)e).Attributes.Boolean(Patched.UserType.Attribute("emails")!.Primary) == true) <= 1;
        });
    }

    [Test]
    [Rfc("7644-3.5.2.2-04")]
    public void Removing_k_values_leaves_exactly_k_fewer()
    {
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 30], Gen.Bool).Sample((count, k, listed) =>
        {
            k = Math.Min(k, count);
            var before = Patched.User($$"""{"roles":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"value":"r{{i}}"}"""))}}]}""");
            var gone = Enumerable.Range(0, k).Select(i => $"r{i}").ToList();
            var operations = listed
                ? $$"""{"op":"remove","path":"roles","value":{{JsonSerializer.Serialize(gone.Select(value => new { value }))}}}"""
                : string.Join(',', gone.Select(r => $$"""{"op":"remove","path":"roles[value eq \"{{r}}\"]"}"""));

            var after = before.By(operations).After;

            return ((after[Patched.UserType.Attribute("roles")!] as ScimValue.Many)?.Values.Length ?? 0) == count - k;
        });
    }

    [Test]
    [Rfc("7644-3.5.2-12")]
    public void Operations_as_one_request_end_where_they_end_one_by_one()
    {
        Gen.Select(Emails, Operation.Array[1, 5]).Sample((emails, operations) =>
        {
            var together = User(emails).By(string.Join(',', operations)).After;
            var apart = operations.Aggregate(User(emails), (user, operation) => user.By(operation).After);
            return together.Equals(apart);
        });
    }

    private static Resource User(string emails)
    {
        try
        {
            return Patched.User().By($$"""{"op":"add","path":"emails","value":{{emails}}}""").After;
        }
        catch (ScimException)
        {
            // Two of the generated elements are primary.
            return Patched.User();
        }
    }

    private static string Json(string[] elements) => $"[{string.Join(',', elements)}]";
}
