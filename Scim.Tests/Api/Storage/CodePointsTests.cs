using NUnit.Framework;
using Scim.Api.Storage;

namespace Scim.Tests.Api.Storage;

internal sealed class CodePointsTests
{
    [TestCase("a", "b")]
    [TestCase("a\U0010FFFF", "b")]
    [TestCase("\uD7FF", "\uE000")]
    [TestCase("\uFFFF", "\U00010000")]
    [TestCase("\U0010FFFF\U0010FFFF", null)]
    [TestCase("", null)]
    public void The_text_behind_all_that_begin_with_a_prefix(string prefix, string? expected) =>
        Assert.That(CodePoints.Next(prefix), Is.EqualTo(expected));

    [Test]
    public void A_key_of_200_code_points_is_the_text_itself_and_a_longer_one_is_bounded()
    {
        var atLimit = string.Concat(Enumerable.Repeat("\U00010400", IndexKey.Length));

        Assert.That(IndexKey.Of(atLimit), Is.EqualTo(atLimit));
        Assert.That(IndexKey.Of(atLimit + "x"), Does.StartWith(atLimit + "#").And.Length.EqualTo(atLimit.Length + 1 + 64));
        Assert.That(IndexKey.Of(atLimit + "x"), Is.Not.EqualTo(IndexKey.Of(atLimit + "y")));
    }
}
