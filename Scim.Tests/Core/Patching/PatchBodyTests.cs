using System.Text;
using NUnit.Framework;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Patching;

[TestFixture]
public sealed class PatchBodyTests
{
    [TestCase("[]", "A PATCH body is an object with \"Operations\".")]
    [TestCase("{}", "The body has no \"Operations\".")]
    [TestCase("""{"Operations":{}}""", "\"Operations\" is no array.")]
    [TestCase("""{"Operations":[],"operations":[]}""", "\"Operations\" stands in the body twice.")]
    [TestCase("""{"Operations":[7]}""", "Operations[0] is no object.")]
    [TestCase("""{"Operations":[{"path":"title","value":"x"}]}""", "Operations[0] has no \"op\"; it is add, remove or replace.")]
    [TestCase("""{"Operations":[{"op":"delete","path":"title"}]}""", "Operations[0].op: expected add, remove or replace, found \"delete\".")]
    [TestCase("""{"Operations":[{"op":1,"path":"title"}]}""", "Operations[0].op: expected add, remove or replace, found a number.")]
    [TestCase("""{"Operations":[{"op":"remove","path":["title"]}]}""", "Operations[0].path: expected a string, found an array.")]
    [TestCase("""{"Operations":[{"op":"add","path":"title"}]}""", "Operations[0] has no \"value\".")]
    [TestCase("""{"Operations":[{"op":"add","OP":"add","value":{}}]}""", "Operations[0] has \"op\" twice.")]
    [TestCase("""{"Operations":[{"op":"add","value":1,"Value":2}]}""", "Operations[0] has \"value\" twice.")]
    [TestCase("""{"Operations":[{"op":"add","path":null,"path":"title","value":2}]}""", "Operations[0] has \"path\" twice.")]
    [TestCase("""{"Operations":[]} x""", "The body isn't valid JSON (line 1, byte 19).")]
    [TestCase("""{"Operations":[{"op":"add","value":""", "The body isn't valid JSON (line 1, byte 36).")]
    [TestCase("", "The body isn't valid JSON (line 1, byte 1).")]
    [TestCase("""{"Operations":[{"op":"add","path":"title","value":"\ud800"}]}""", "The body can't be read at byte 52: a surrogate stands alone.")]
    [Rfc("7644-3.5.2-01", "7644-3.5.2-02", "7644-3.5.2-03")]
    public void A_body_of_another_shape_is_refused_in_a_sentence(string body, string sentence)
    {
        var refused = Assert.Throws<ScimException>(() => Read(body));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.InvalidSyntax(sentence)));
    }

    [Test]
    [Rfc("7644-3.5.2-04", "7644-3.12-19")]
    public void A_wrong_path_is_refused_with_its_operation_and_position()
    {
        var refused = Assert.Throws<ScimException>(() => Read("""{"Operations":[{"op":"remove","path":"title"},{"op":"remove","path":"name..x"}]}"""));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.InvalidPath("Operations[1].path, position 0: expected an attribute, found 'name..x'.")));
    }

    [Test]
    public void More_operations_than_allowed_are_413()
    {
        var body = """{"Operations":[{"op":"remove","path":"a"},{"op":"remove","path":"b"}]}""";

        var refused = Assert.Throws<ScimException>(() => PatchBody.Read(Encoding.UTF8.GetBytes(body), new ScimLimits { PatchOperations = 1 }, lenient: true));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.TooLarge("A PATCH has at most 1 operations; send the rest in another.")));
    }

    [Test]
    public void Names_and_operations_have_no_case_and_unknown_members_are_passed_over()
    {
        var operations = Read("""{"schemas":7,"OPERATIONS":[{"OP":"RePlace","Path":"title","VALUE":"x","note":{"op":1}}],"more":[{}]}""");

        Assert.That(operations, Has.Length.EqualTo(1));
        Assert.That((operations[0].Op, operations[0].Path!.ToString(), operations[0].Value!.Value.GetString()), Is.EqualTo((PatchOp.Replace, "title", "x")));
    }

    [Test]
    [Rfc("7644-3.5.2-02")]
    public void No_operations_and_an_empty_path_are_read_only_where_the_dialect_is_lenient()
    {
        const string Empty = """{"Operations":[]}""";
        const string EmptyPath = """{"Operations":[{"op":"add","path":"","value":{}}]}""";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read(Empty), Is.Empty);
            Assert.That(Read(EmptyPath)[0].Path, Is.Null);
            Assert.That(
                Assert.Throws<ScimException>(() => Read(Empty, lenient: false))!.Error,
                Is.EqualTo(ScimError.InvalidSyntax("\"Operations\" is empty; a PATCH has at least one.")));
            Assert.That(
                Assert.Throws<ScimException>(() => Read(EmptyPath, lenient: false))!.Error.ScimType, Is.EqualTo(ScimType.InvalidPath));
        }
    }

    private static System.Collections.Immutable.ImmutableArray<RequestedOperation> Read(string body, bool lenient = true) =>
        PatchBody.Read(Encoding.UTF8.GetBytes(body), new ScimLimits(), lenient);
}
