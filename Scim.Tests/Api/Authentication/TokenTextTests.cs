using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Tests.Conformance;

namespace Scim.Tests.Api.Authentication;

public sealed class TokenTextTests
{
    [Test]
    public void What_is_revealed_is_read_again()
    {
        var token = TokenText.New();

        Assert.That(TokenText.TryParse(token.Reveal(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(token));
    }

    [Test]
    [Rfc("7644-2.1-02")]
    public void Every_single_slip_is_recognised_without_the_store()
    {
        var text = TokenText.New().Reveal();

        for (var i = 0; i < text.Length; i++)
        {
            var slip = text[..i] + (text[i] == 'x' ? 'y' : 'x') + text[(i + 1)..];
            Assert.That(TokenText.TryParse(slip, out _), Is.False, slip);
        }
    }

    [TestCase("")]
    [TestCase("scim_")]
    [TestCase("Bearer abc")]
    public void What_is_no_token_is_not_read(string text) => Assert.That(TokenText.TryParse(text, out _), Is.False);

    [Test]
    public void A_cut_token_is_not_read()
    {
        var text = TokenText.New().Reveal();

        Assert.That(TokenText.TryParse(text[..^1], out _), Is.False);
    }

    [Test]
    public void It_never_shows_its_secret_by_itself()
    {
        var token = TokenText.New();

        Assert.That($"{token}", Does.Not.Contain(token.Secret));
    }

    [Test]
    [Rfc("7644-7.4-01", "6750-5.2-01")]
    public void No_two_are_alike() =>
        Assert.That(Enumerable.Range(0, 1000).Select(_ => TokenText.New().Reveal()).Distinct().Count(), Is.EqualTo(1000));
}
