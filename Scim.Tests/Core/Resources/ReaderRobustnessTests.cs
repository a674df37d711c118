using System.Text;
using CsCheck;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ReaderRobustnessTests
{
    private static readonly SchemaCatalog Catalog = SampleSchemas.Catalog();

    private static readonly byte[] Body = Encoding.UTF8.GetBytes($$$$"""
        {"id":"1","userName":"ann\u00e9😀","active":true,"name":{"givenName":"A","familyName":"B"},"emails":[{"value":"a@x","type":"work","primary":true},null],
        "x":[1,{"y":"\ud83d\ude00"}],"{{{{SampleSchemas.Extension}}}}":{"level":5,"score":1.5,"hired":"2015-02-27T11:29:39Z","badge":"AAEC","tags":["a","b"],
        "locker":{"room":"r","floor":1}}}
        """);

    private static readonly string[] Pieces = ["", "\0", "\"", "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "-", "1e999", "\xC3", "😀", "true"];

    [Test]
    public void A_damaged_body_is_read_or_refused_and_what_was_read_can_be_kept() =>
        Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Int[0, 6], Gen.OneOf(Pieces), Gen.Byte, Gen.Bool).Array[1, 3].Sample(damages =>
        {
            var body = damages.Aggregate(Body, (bytes, damage) => Damage(bytes, damage.Item1 % bytes.Length, damage.Item2, damage.Item5 ? [damage.Item4] : Encoding.UTF8.GetBytes(damage.Item3)));
            try
            {
                var read = ResourceReader.Read(body, Catalog.User, NoTolerance.Instance).Resource;
                return ResourceDocument.Read(ResourceDocument.Write(read), Catalog.User).Equals(read);
            }
            catch (ScimException e)
            {
                return e.Error is { Status: 400, ScimType: ScimType.InvalidSyntax or ScimType.InvalidValue };
            }
        });

    [Test]
    public void A_group_of_a_hundred_thousand_is_read()
    {
        var members = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{"value":"{{i}}"}"""));

        var read = ResourceReader.Read(Encoding.UTF8.GetBytes($$"""{"displayName":"all","members":[{{members}}]}"""), Catalog.Group, NoTolerance.Instance);

        Assert.That(read.Members!.Value, Has.Length.EqualTo(100_000));
    }

    private static byte[] Damage(byte[] bytes, int at, int length, byte[] by) => [.. bytes[..at], .. by, .. bytes[Math.Min(bytes.Length, at + length)..]];
}
