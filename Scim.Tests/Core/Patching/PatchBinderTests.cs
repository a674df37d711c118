using NUnit.Framework;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Patching;

[TestFixture]
public sealed class PatchBinderTests
{
    [TestCase("""{"op":"add","path":"members","value":[{"value":"a"},{"value":"b","display":"B","displayName":"B"}]}""", false, "a b", "")]
    [TestCase("""{"op":"add","path":"members","value":[]}""", false, "", "")]
    [TestCase("""{"op":"remove","path":"members[value eq \"a\" or value eq \"b\" or VALUE eq \"c\"]"}""", false, "", "a b c")]
    [TestCase("""{"op":"remove","path":"members[value eq \"a\" or (value eq \"b\" or value eq \"c\")]"}""", false, "", "a b c")]
    [TestCase("""{"op":"remove","path":"members"}""", true, "", "")]
    [TestCase("""{"op":"remove","path":"members","value":null}""", true, "", "")]
    [TestCase("""{"op":"remove","path":"members","value":[{"value":"a"}]}""", false, "", "a")]
    [TestCase("""{"op":"replace","path":"members","value":[]}""", true, "", "")]
    [TestCase("""{"op":"replace","value":{"members":[],"displayName":"X","id":"self"}}""", true, "", "")]
    [TestCase("""{"op":"replace","path":"members","value":[{"value":"a"}]}""", true, "a", "")]
    public void Operations_on_members_become_a_change_of_ids(string operation, bool replaceAll, string add, string remove)
    {
        var change = Patched.Bind(operation, Patched.GroupType).OfType<PatchOperation.Members>().Single().Change;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(change.ReplaceAll, Is.EqualTo(replaceAll));
            Assert.That(change.Add.Order(), Is.EqualTo(add.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.That(change.Remove.Order(), Is.EqualTo(remove.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Test]
    public void Removing_an_empty_list_of_members_does_nothing()
    {
        Assert.That(Patched.Bind("""{"op":"Remove","path":"members","value":[]}""", Patched.GroupType), Is.Empty);
    }

    [TestCase("""{"op":"remove","path":"members[type eq \"Group\"]"}""")]
    [TestCase("""{"op":"remove","path":"members[value eq \"a\" and type eq \"User\"]"}""")]
    [TestCase("""{"op":"remove","path":"members[not (value eq \"a\")]"}""")]
    public void Members_that_are_chosen_by_more_than_their_ids_stay_a_condition(string operation)
    {
        Assert.That(Patched.Bind(operation, Patched.GroupType), Has.One.InstanceOf<PatchOperation.MembersWhere>());
    }

    [TestCase("""{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"b"}}""", "noTarget",
        "members[value eq \"a\"]: a member can't become another; remove the one and add the other.")]
    [TestCase("""{"op":"add","path":"members[value eq \"a\"]","value":{"value":"b"}}""", "invalidPath",
        "members[value eq \"a\"]: members are added with the path \"members\" and a list of them.")]
    [TestCase("""{"op":"replace","path":"members[value eq \"a\"].display","value":"B"}""", "mutability",
        "members[value eq \"a\"].display: members are added and removed, but not changed (RFC 7643 §4.2).")]
    [Rfc("7643-4.2-02")]
    public void What_members_dont_allow_is_refused_with_what_they_do(string operation, string scimType, string sentence)
    {
        var refused = Assert.Throws<ScimException>(() => Patched.Bind(operation, Patched.GroupType));

        Assert.That(refused!.Error, Is.EqualTo(new ScimError(400, scimType, sentence)));
    }

    [Test]
    public void Many_thousand_members_in_one_list_are_one_change()
    {
        var members = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"value":"{{i}}"}"""));

        var bound = Patched.Bind($$"""{"op":"Remove","path":"members","value":[{{members}}]}""", Patched.GroupType);

        Assert.That(((PatchOperation.Members)bound.Single()).Change.Remove, Has.Count.EqualTo(20_000));
    }

    [TestCase("""{"op":"remove","path":"members","value":[{"value":"a"}]}""", "Group", "members: a remove takes no value; use members[value eq …].")]
    [TestCase("""{"op":"remove","path":"emails","value":[]}""", "User", "emails: a remove takes no value; use emails[value eq …].")]
    public void In_the_strict_dialect_a_remove_with_a_value_is_refused(string operation, string type, string sentence)
    {
        var refused = Assert.Throws<ScimException>(
            () => Patched.Bind(operation, type == "Group" ? Patched.GroupType : Patched.UserType, "strict"));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.InvalidValue(sentence)));
    }

    [TestCase("""{"op":"replace","path":"active","value":"False"}""", "invalidValue")]
    [TestCase("""{"op":"replace","value":{"name.givenName":"x"}}""", "invalidPath")]
    [TestCase("""{"op":"replace","value":{"groups":[]}}""", "mutability")]
    [TestCase("""{"op":"add","path":"manager","value":{"value":"x"}}""", "invalidPath")]
    [Rfc("7644-3.10-02")]
    public void In_the_strict_dialect_deviations_are_refused(string operation, string scimType)
    {
        var refused = Assert.Throws<ScimException>(() => Patched.Bind(operation, dialect: "strict"));

        Assert.That(refused!.Error.ScimType, Is.EqualTo(scimType));
    }

    [TestCase("""{"op":"add","path":"emails.value","value":"a@x"}""", "emails.value: which elements? Choose with a filter, such as emails[type eq \"work\"].value.")]
    [TestCase("""{"op":"add","path":"colour","value":"red"}""", "colour: User has no such attribute.")]
    [TestCase("""{"op":"remove","path":"name[givenName eq \"x\"]"}""", "name has one value: there are no elements to choose from with a filter.")]
    [Rfc("7644-3.5.2-09", "7644-3.12-19")]
    public void A_path_that_leads_nowhere_is_refused_with_what_is_wrong(string operation, string sentence)
    {
        var refused = Assert.Throws<ScimException>(() => Patched.Bind(operation));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.InvalidPath(sentence)));
    }

    [Test]
    public void A_password_is_taken_and_forgotten()
    {
        Assert.That(Patched.Bind("""{"op":"replace","path":"password","value":"s3cret"},{"op":"replace","value":{"password":"s3cret"}}"""), Is.Empty);
    }

    [TestCase("""{"op":"replace","value":{"title":"a","TITLE":"b"}}""")]
    [TestCase("""{"op":"replace","path":"name","value":{"givenName":"a","GivenName":"b"}}""")]
    [TestCase("""{"op":"add","path":"emails","value":[{"value":"a","VALUE":"b"}]}""")]
    public void A_name_twice_in_one_value_is_refused(string operation)
    {
        var refused = Assert.Throws<ScimException>(() => Patched.Bind(operation));

        Assert.That(refused!.Error.ScimType, Is.EqualTo(ScimType.InvalidSyntax));
    }

    [Test]
    public void What_was_rewritten_is_told_for_the_audit()
    {
        var notes = new List<string>();

        Patched.Bind("""{"op":"Replace","path":"active","value":"False"},{"op":"Remove","path":"roles","value":[{"value":"a"}]}""", note: notes.Add);

        Assert.That(notes, Is.EqualTo([
            "The remove of \"roles\" with a value was read as the removal of just the values listed.",
            "active: the text was read as a Boolean.",
        ]));
    }
}
