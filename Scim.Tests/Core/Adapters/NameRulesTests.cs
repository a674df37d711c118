using CsCheck;
using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Tests.Core.Adapters;

internal sealed class NameRulesTests
{
    private static readonly NameRules Strict = new()
    {
        Forbidden = "<>+",
        ForbidsWhiteSpace = true,
        LowerCase = true,
        Reserved = ["anonymous"],
        Longest = 20,
        ReplacementKey = "Scim:Wiki:ReplaceForbidden",
    };

    [TestCase('<', "the character '<': 'a<b'")]
    [TestCase(' ', "a blank: 'a b'")]
    [TestCase('\n', "the control character U+000A: 'a\uFFFDb'")]
    public void A_forbidden_character_is_named_with_what_to_do(char forbidden, string shown)
    {
        Assert.That(Strict.TryFit($"a{forbidden}b", out _, out var reason), Is.False);
        Assert.That(reason, Is.EqualTo($"can't hold {shown}. Send another name, or set Scim:Wiki:ReplaceForbidden to what shall stand for it."));
    }

    [Test]
    public void Without_a_setting_nobody_is_sent_to_one()
    {
        new NameRules { Forbidden = "<" }.TryFit("a<b", out _, out var reason);

        Assert.That(reason, Is.EqualTo("can't hold the character '<': 'a<b'. Send another name."));
    }

    [Test]
    public void A_replacement_stands_for_each_forbidden_character()
    {
        Assert.That((Strict with { Replacement = "_" }).TryFit("a<b c\n", out var fitted, out _), Is.True);
        Assert.That(fitted, Is.EqualTo("a_b_c_"));
    }

    [Test]
    public void Case_is_folded_and_is_no_refusal()
    {
        Assert.That(Strict.TryFit("Ann.LEE@Example.com", out var fitted, out _), Is.True);
        Assert.That(fitted, Is.EqualTo("ann.lee@example.com"));
    }

    [TestCase("", "can't be empty.")]
    [TestCase("Anonymous", "can't be 'anonymous', a word that the product keeps for itself.")]
    [TestCase("a123456789012345678901", "have at most 20 characters; this one has 22.")]
    public void What_is_wrong_with_the_whole_name_is_told(string name, string expected)
    {
        Assert.That(Strict.TryFit(name, out var fitted, out var reason), Is.False);
        Assert.That(fitted, Is.Null);
        Assert.That(reason, Is.EqualTo(expected));
    }

    [Test]
    public void A_fitted_name_fits_as_it_is() => Gen.String.Sample(name =>
    {
        var rules = Strict with { Replacement = "_", Longest = int.MaxValue };
        return !rules.TryFit(name, out var fitted, out _) || (rules.TryFit(fitted, out var again, out _) && again == fitted);
    });
}
