using NUnit.Framework;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Patching;

[TestFixture]
public sealed class PatchEngineTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    [Test]
    public void A_patch_that_changes_nothing_gives_back_the_same_resource()
    {
        var before = Patched.User("""{"userName":"ann","emails":[{"value":"a@x","type":"work"},{"value":"b@x"}]}""");

        var outcome = before.By("""
            {"op":"replace","path":"userName","value":"ann"},
            {"op":"add","path":"nickName","value":"n"},
            {"op":"remove","path":"nickName"},
            {"op":"replace","path":"emails","value":[{"value":"b@x"},{"value":"a@x","type":"work"}]}
            """);

        Assert.That(outcome.After, Is.SameAs(before));
    }

    [Test]
    public void The_outcome_names_the_top_level_attributes_of_all_operations_changed_or_not()
    {
        var outcome = Patched.User("""{"userName":"ann"}""").By($$"""
            {"op":"replace","path":"userName","value":"ann"},
            {"op":"add","path":"name.givenName","value":"Ann"},
            {"op":"remove","path":"phoneNumbers[type eq \"fax\"].value"},
            {"op":"add","path":"{{Enterprise}}:department","value":"IT"}
            """);

        Assert.That(outcome.Named.Select(a => a.Path), Is.EquivalentTo(["userName", "name", "phoneNumbers", $"{Enterprise}:department"]));
    }

    [Test]
    [Rfc("7643-2.4-08")]
    public void An_added_value_that_is_there_with_less_said_of_it_is_completed_and_not_doubled()
    {
        var outcome = Patched.User("""{"emails":[{"value":"Ann@x","type":"work","primary":true}]}""")
            .By("""{"op":"add","path":"emails","value":[{"value":"ann@x","type":"Work","display":"Ann"}]}""");

        Assert.That(outcome.After.Json(), Is.EqualTo("""{"emails":[{"value":"Ann@x","display":"Ann","type":"work","primary":true}]}"""));
    }

    [Test]
    public void Another_manager_doesnt_inherit_the_link_of_the_former_one()
    {
        var before = Patched.User($$$$"""{"{{{{Enterprise}}}}":{"manager":{"value":"u1","$ref":"https://x/Users/u1","displayName":"Boss"}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                before.By($$"""{"op":"replace","path":"{{Enterprise}}:manager","value":"u2"}""").After.Json(),
                Is.EqualTo($$$$"""{"{{{{Enterprise}}}}":{"manager":{"value":"u2"}}}"""));
            Assert.That(
                before.By($$$$"""{"op":"replace","path":"{{{{Enterprise}}}}:manager","value":{"$ref":"https://x/Users/u2","value":"u2"}}""").After.Json(),
                Is.EqualTo($$$$"""{"{{{{Enterprise}}}}":{"manager":{"value":"u2","$ref":"https://x/Users/u2"}}}"""));
            Assert.That(before.By($$"""{"op":"replace","path":"{{Enterprise}}:manager","value":"u1"}""").After, Is.SameAs(before));
        }
    }

    [TestCase("""{"op":"remove","path":"phoneNumbers[type eq \"work\"].value"}""")]
    [TestCase("""{"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":""}""")]
    [TestCase("""{"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":null}""")]
    [TestCase("""{"op":"replace","path":"phoneNumbers[type eq \"work\"]","value":null}""")]
    public void An_element_that_is_left_with_labels_only_goes(string operation)
    {
        var outcome = Patched.User("""{"phoneNumbers":[{"value":"1","type":"work","primary":true},{"value":"2","type":"home"}]}""").By(operation);

        Assert.That(outcome.After.Json(), Is.EqualTo("""{"phoneNumbers":[{"value":"2","type":"home"}]}"""));
    }

    [Test]
    public void An_add_to_a_selected_element_merges_and_a_replace_of_it_does_not()
    {
        var before = Patched.User("""{"addresses":[{"type":"work","locality":"A","region":"B"}]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                before.By("""{"op":"add","path":"addresses[type eq \"work\"]","value":{"locality":"C"}}""").After.Json(),
                Is.EqualTo("""{"addresses":[{"locality":"C","region":"B","type":"work"}]}"""));
            Assert.That(
                before.By("""{"op":"replace","path":"addresses[type eq \"work\"]","value":{"locality":"C"}}""").After.Json(),
                Is.EqualTo("""{"addresses":[{"locality":"C"}]}"""));
        }
    }

    [Test]
    [Rfc("7643-2.4-07")]
    public void An_add_without_a_match_makes_the_element_that_the_path_describes()
    {
        var outcome = Patched.User().By("""{"op":"add","path":"addresses[type eq \"work\" and primary eq true]","value":{"locality":"C"}}""");

        Assert.That(outcome.After.Json(), Is.EqualTo("""{"addresses":[{"locality":"C","type":"work","primary":true}]}"""));
    }

    [TestCase("strict", """{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x"}""", "emails: no element meets the path's filter.")]
    [TestCase("auto", """{"op":"replace","path":"emails[value eq \"b@x\"].display","value":"a"}""", "emails: no element meets the path's filter.")]
    [TestCase("auto", """{"op":"add","path":"emails[type eq \"work\" and type eq \"home\"].value","value":"a"}""", "emails: no element meets the path's filter, and the filter doesn't say what to make.")]
    [Rfc("7644-3.5.2.3-08", "7644-3.12-20")]
    public void A_replace_without_a_match_has_no_target(string dialect, string operation, string sentence)
    {
        Assert.That(Patched.User().Refusal(operation, dialect), Is.EqualTo(ScimError.NoTarget(sentence)));
    }

    [Test]
    [Rfc("7644-3.5.2-13")]
    public void The_last_of_several_elements_that_an_operation_makes_primary_is_the_primary_one()
    {
        var outcome = Patched.User("""{"emails":[{"value":"a@x","type":"work"},{"value":"b@x","type":"work"}]}""")
            .By("""{"op":"replace","path":"emails[type eq \"work\"].primary","value":true}""");

        Assert.That(
            outcome.After.Json(),
            Is.EqualTo("""{"emails":[{"value":"a@x","type":"work","primary":false},{"value":"b@x","type":"work","primary":true}]}"""));
    }

    [TestCase("""{"op":"remove","path":"userName"}""", "userName is required: it can be changed, but not taken away.")]
    [TestCase("""{"op":"replace","path":"userName","value":""}""", "userName is required: it can be changed, but not taken away.")]
    [TestCase("""{"op":"replace","path":"meta.created","value":"2026-01-01T00:00:00Z"}""", "meta.created is read-only.")]
    [TestCase("""{"op":"replace","value":{"id":"other"}}""", "id is read-only, and the one in the value isn't this resource's.")]
    [Rfc("7643-7-09", "7643-7-10", "7644-3.5.2-06", "7644-3.12-17")]
    public void What_may_not_change_is_refused_with_mutability(string operation, string sentence)
    {
        Assert.That(Patched.User("""{"userName":"ann"}""").Refusal(operation), Is.EqualTo(ScimError.Mutability(sentence)));
    }

    [Test]
    [Rfc("7644-3.5.2-14")]
    public void A_refused_operation_leaves_the_resource_as_it_was()
    {
        var before = Patched.User("""{"userName":"ann","title":"t"}""");

        before.Refusal("""{"op":"replace","path":"title","value":"new"},{"op":"replace","path":"ims[value eq \"x\"]","value":{"value":"y"}}""");

        Assert.That(before.Json(), Is.EqualTo("""{"userName":"ann","title":"t"}"""));
    }

    [Test]
    public void A_condition_on_members_that_nobody_turned_into_ids_is_our_own_fault()
    {
        var operations = Patched.Bind("""{"op":"remove","path":"members[type eq \"Group\"]"}""", Patched.GroupType);

        Assert.That(() => PatchEngine.Apply(new(Patched.GroupType), operations), Throws.ArgumentException);
    }
}
