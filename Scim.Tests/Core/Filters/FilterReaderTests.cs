using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Filters;

[TestFixture]
public sealed class FilterReaderTests
{
    [TestCase("userName eq (\"a\")", "filter, position 12: expected a quoted value after 'eq', found '('.")]
    [TestCase("userName eq 'a'", "filter, position 12: expected a quoted value after 'eq', found '''.")]
    [TestCase("", "filter, position 0: expected an attribute, found the end.")]
    [TestCase("userName", "filter, position 8: expected a space and an operator after 'userName', found the end.")]
    [TestCase("userName is \"a\"", "filter, position 9: expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), found 'is'.")]
    [TestCase("title pr or", "filter, position 11: expected a space and a comparison after 'or', found the end.")]
    [TestCase("title pr and(a pr)", "filter, position 12: expected a space and a comparison after 'and', found '('.")]
    [TestCase("title pr and ", "filter, position 13: expected an attribute, found the end.")]
    [TestCase("title pr xor nickName pr", "filter, position 8: expected 'and', 'or' or the end, found 'xor'.")]
    [TestCase("(title pr", "filter, position 9: expected 'and', 'or' or ')', found the end.")]
    [TestCase("emails[type eq \"work\"", "filter, position 21: expected 'and', 'or' or ']', found the end.")]
    [TestCase("emails[value[type pr]]", "filter, position 12: expected a comparison, as a value path holds no value path, found '['.")]
    [TestCase("not title pr", "filter, position 4: expected '(' after 'not', found 'title'.")]
    [TestCase("a.b.c pr", "filter, position 0: expected an attribute, found 'a.b.c'.")]
    [TestCase("a:b pr", "filter, position 0: expected an attribute, found 'a:b', which has a colon but no URN before it.")]
    [TestCase("title eq \"a", "filter, position 11: expected '\"', found the end.")]
    [TestCase("title eq \"\\x\"", "filter, position 10: expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX after '\\'.")]
    [TestCase("age gt 1e99", "filter, position 7: expected a number of at most 28 digits, found 1e99.")]
    [Rfc("7644-3.4.2.2-03", "7644-3.4.2.2-14", "7644-3.4.2.2-15", "7644-3.4.2.2-20")]
    public void A_refusal_says_where_and_what_was_expected(string text, string sentence)
    {
        var refused = Assert.Throws<ScimException>(() => Filter.Parse(text, new ScimLimits()));

        Assert.That(refused!.Error, Is.EqualTo(ScimError.InvalidFilter(sentence)));
    }

    [TestCase("title eq \"a\\u0000b\"", "expected text, found U+0000")]
    [TestCase("title eq \"\\ud83d\"", "expected text, found U+D83D, half of a pair")]
    [TestCase("title eq \"\\ude00\\ud83d\"", "expected text, found U+DE00, half of a pair")]
    [TestCase("title eq \"\\ud83d\\u0041\"", "expected text, found U+D83D, half of a pair")]
    public void Escapes_that_are_no_text_are_refused(string text, string message)
    {
        Assert.That(Error(text), Is.EqualTo(new FilterError(10 + text[10..].IndexOf('\\', StringComparison.Ordinal), message)));
    }

    // An attribute can't carry half a pair: the compiler stores attributes as UTF-8.
    [Test]
    public void A_raw_half_of_a_surrogate_pair_is_refused()
    {
        Assert.That(Error($"title eq \"a{'\uD83D'}b\""), Is.EqualTo(new FilterError(11, "expected text, found U+D83D, half of a pair")));
    }

    [Test]
    public void A_raw_control_character_is_refused()
    {
        Assert.That(Error("title eq \"a\tb\""), Is.EqualTo(new FilterError(11, "expected text, found U+0009")));
    }

    [Test]
    [Rfc("7644-3.4.2.2-15")]
    public void All_escapes_of_JSON_are_read()
    {
        var filter = Filter.Parse("""title eq "\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00" """.TrimEnd(), new ScimLimits());

        Assert.That(filter, Is.EqualTo(new Filter.Compare(new(null, "title"), CompareOperator.Eq, new ScimValue.Text("\"\\/\b\f\n\r\tä😀"))));
    }

    [TestCase("1", 1L)]
    [TestCase("-0", 0L)]
    [TestCase("1e3", 1000L)]
    [TestCase("25.0", 25L)]
    [TestCase("9223372036854775807", long.MaxValue)]
    public void What_is_whole_is_an_integer_however_it_is_spelled(string text, long expected)
    {
        var filter = (Filter.Compare)Filter.Parse($"age eq {text}", new ScimLimits());

        Assert.That(filter.Value, Is.EqualTo(new ScimValue.Integer(expected)));
    }

    [Test]
    public void A_filter_as_long_as_allowed_is_read_and_one_longer_is_not()
    {
        var text = "title eq \"aaa\"";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Filter.TryParse(text, new ScimLimits { FilterLength = text.Length }, out _, out _), Is.True);
            Assert.That(Filter.TryParse(text, new ScimLimits { FilterLength = text.Length - 1 }, out _, out var error), Is.False);
            Assert.That(error, Is.EqualTo(new FilterError(13, "expected at most 13 characters, found 14")));
        }
    }

    [TestCase("((title pr))", 2)]
    [TestCase("not (not (title pr))", 2)]
    [TestCase("(emails[type pr])", 2)]
    public void Nesting_as_deep_as_allowed_is_read_and_deeper_is_not(string text, int depth)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Filter.TryParse(text, new ScimLimits { FilterDepth = depth }, out _, out _), Is.True);
            Assert.That(Filter.TryParse(text, new ScimLimits { FilterDepth = depth - 1 }, out _, out var error), Is.False);
            Assert.That(error!.Message, Is.EqualTo("expected at most 1 levels of parentheses, found more"));
        }
    }

    [Test]
    public void As_many_comparisons_as_allowed_are_read_and_one_more_is_not()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Filter.TryParse("a pr or b pr", new ScimLimits { FilterTerms = 2 }, out _, out _), Is.True);
            Assert.That(Filter.TryParse("a pr or b pr or c pr", new ScimLimits { FilterTerms = 2 }, out _, out var error), Is.False);
            Assert.That(error, Is.EqualTo(new FilterError(16, "expected at most 2 comparisons, found more")));
        }
    }

    [Test]
    public void A_comparison_behind_a_value_path_is_one_within_it()
    {
        var filter = Filter.Parse("emails[type eq \"work\" or type eq \"home\"].value sw \"a\"", new ScimLimits());

        Assert.That(filter.ToString(), Is.EqualTo("emails[(type eq \"work\" or type eq \"home\") and value sw \"a\"]"));
    }

    private static FilterError? Error(string text) => Filter.TryParse(text, new ScimLimits(), out _, out var error) ? null : error;
}
