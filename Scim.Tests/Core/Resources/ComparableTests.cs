using System.Text;
using CsCheck;
using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ComparableTests
{
    private static readonly ResourceType User = SampleSchemas.Catalog().User;

    // Characters that the orders disagree on: ASCII, beyond, the end of the BMP, and beyond it.
    private static readonly Gen<string> Texts = Gen.OneOf("a", "B", "ä", "Ä", "ß", "z", "\uE000", "\uFFFD", "😀", "𐐀", "𐐨", "0", "~").Array[0, 6]
        .Select(string.Concat);

    private static readonly Gen<decimal> Numbers = Gen.OneOf(
        Gen.Decimal,
        Gen.Int[-20, 20].Select(i => i / 4m),
        Gen.Long.Select(l => (decimal)l),
        Gen.OneOf(0m, -0.0m, decimal.MaxValue, decimal.MinValue, 1e-28m, -1e-28m, 1.10m, 1.1m));

    [Test]
    [Rfc("7644-3.4.2.2-07", "7644-3.4.2.3-07")]
    public void Text_has_the_order_of_its_UTF_8_bytes() => Gen.Select(Texts, Texts).Sample((left, right) =>
        Math.Sign(Comparable.Compare(left, right)) == Math.Sign(Bytes(left).AsSpan().SequenceCompareTo(Bytes(right))));

    [Test]
    [Rfc("7644-3.4.2.2-07")]
    public void Numbers_have_their_order() => Gen.Select(Numbers, Numbers).Sample((left, right) =>
        Math.Sign(Compare(Sample("score"), new ScimValue.Decimal(left), new ScimValue.Decimal(right))) == left.CompareTo(right));

    [Test]
    public void A_whole_number_compares_with_a_decimal_by_value() => Gen.Select(Gen.Long, Numbers).Sample((left, right) =>
        Math.Sign(Compare(Sample("level"), new ScimValue.Integer(left), new ScimValue.Decimal(right))) == ((decimal)left).CompareTo(right));

    [Test]
    [Rfc("7644-3.4.2.2-07")]
    public void Instants_have_the_order_of_time_whatever_their_zone() => Gen.Select(Instants(), Instants()).Sample((left, right) =>
        Math.Sign(Compare(Sample("hired"), left, right)) == left.Value.CompareTo(right.Value));

    [Test]
    public void The_form_written_on_the_stack_is_the_form_kept() => Texts.Sample(text =>
    {
        var buffer = new char[64];
        Comparable.Fold(text, buffer);
        return buffer.AsSpan(0, text.Length).SequenceEqual(Comparable.Fold(text));
    });

    [Test]
    public void Folding_is_done_once_and_for_all() => Texts.Sample(text => Comparable.Fold(Comparable.Fold(text)) == Comparable.Fold(text));

    [TestCase("ANN", "ann")]
    [TestCase("MÜLLER", "müller")]
    [TestCase("ΣΊΣΥΦΟΣ", "σίσυφοσ")]
    [TestCase("σίσυφος", "σίσυφοσ")]
    [TestCase("Straße", "straße")]
    [TestCase("𐐀", "𐐨")]
    [Rfc("7644-7.8-01")]
    public void Case_is_folded_beyond_ASCII_and_the_BMP(string text, string folded) => Assert.That(Comparable.Fold(text), Is.EqualTo(folded));

    [TestCase("userName", "Ann", "ann")]
    [TestCase("externalId", "Ann", "Ann")]
    [TestCase("profileUrl", "https://X/", "https://X/")]
    [Rfc("7643-2.3.6-03", "7643-2.3.7-05", "7643-7-06", "7644-3.4.2.2-21")]
    public void Text_is_folded_unless_its_attribute_is_case_exact(string attribute, string text, string form) =>
        Assert.That(Comparable.Of(User.Attribute(attribute)!, new ScimValue.Text(text)), Is.EqualTo(form));

    [Test]
    public void The_other_types_have_fixed_forms()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Comparable.Of(User.Attribute("active")!, ScimValue.Boolean.True), Is.EqualTo("true"));
            Assert.That(Comparable.Of(Sample("badge"), new ScimValue.Binary("AaEC")), Is.EqualTo("AaEC"));
            Assert.That(Comparable.Of(Sample("level"), new ScimValue.Integer(42)), Is.EqualTo("100000000000000000000000000042"));
            Assert.That(Comparable.Of(Sample("score"), new ScimValue.Decimal(-1.50m)), Is.EqualTo("099999999999999999999999999998.4~"));
            Assert.That(
                Comparable.Of(Sample("hired"), new ScimValue.Instant(new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)), "")),
                Is.EqualTo("2025-12-31T23:00:00.0000000Z"));
            Assert.That(() => Comparable.Of(User.Attribute("name")!, new ScimValue.Complex(AttributeSet.Empty)), Throws.ArgumentException);
        }
    }

    private static Gen<ScimValue.Instant> Instants() => Gen.Select(Gen.DateTime, Gen.Int[-14, 14]).Select((time, hours) =>
    {
        var utc = new DateTime(Math.Clamp(time.Ticks, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), DateTimeKind.Utc);
        return new ScimValue.Instant(new DateTimeOffset(utc).ToOffset(TimeSpan.FromHours(hours)), "");
    });

    private static int Compare(AttributeDefinition attribute, ScimValue left, ScimValue right) =>
        Bytes(Comparable.Of(attribute, left)).AsSpan().SequenceCompareTo(Bytes(Comparable.Of(attribute, right)));

    private static AttributeDefinition Sample(string name) => User.Resolve(SampleSchemas.Extension, name, null)!;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
