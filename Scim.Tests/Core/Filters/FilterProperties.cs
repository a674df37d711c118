using CsCheck;
using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Filters;

[TestFixture]
public sealed class FilterProperties
{
    private static readonly ScimLimits Wide = new() { FilterLength = int.MaxValue, FilterDepth = 100, FilterTerms = 10_000 };

    private static readonly Gen<string> Name = Gens.AnyOf("userName", "a", "not", "eq", "true", "X-y_9", "$ref", "nothing", "and");

    private static readonly Gen<AttributePath> Path = Gen.Select(
        Gens.AnyOf<string?>(null, "urn:ietf:params:scim:schemas:core:2.0:User", "urn:x"), Name, Gen.OneOf(Gen.Const((string?)null), Name!),
        (schema, name, sub) => new AttributePath(schema, name, sub));

    // Every character but halves of pairs and U+0000, and pairs.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char['\u0001', '\u00FF'].Select(c => c.ToString()),
        Gen.Char['\uE000', '\uFFFF'].Select(c => c.ToString()),
        Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32)).Array[0, 12].Select(parts => string.Concat(parts));

    private static readonly Gen<ScimValue?> Value = Gen.OneOf(
        Gen.Const((ScimValue?)null),
        Text.Select(t => (ScimValue?)new ScimValue.Text(t)),
        Gen.Bool.Select(b => (ScimValue?)ScimValue.Boolean.Of(b)),
        Gen.Long.Select(n => (ScimValue?)new ScimValue.Integer(n)),
        Gen.Decimal.Where(d => !decimal.IsInteger(d)).Select(d => (ScimValue?)new ScimValue.Decimal(d)));

    private static readonly Gen<Filter> Simple = Gen.OneOf(
        Path.Select(p => (Filter)new Filter.Present(p)),
        Gen.Select(Path, Gen.Enum<CompareOperator>(), Value, (p, o, v) => (Filter)new Filter.Compare(p, o, v)));

    private static readonly Gen<Filter> Any = Nested(4, Gen.OneOf(
        Simple,
        Gen.Select(Path, Nested(2, Simple), (p, e) => (Filter)new Filter.ValuePath(p, e))));

    [Test]
    [Rfc("7644-3.4.2.2-14")]
    public void Reading_what_was_printed_gives_the_same_filter()
    {
        Any.Sample(filter => Filter.Parse(filter.ToString(), Wide).Equals(filter), iter: 20_000);
    }

    [Test]
    public void Any_text_is_read_or_refused_at_a_position_within_it()
    {
        var words = Gens.AnyOf(" ", "(", ")", "[", "]", ".", "\"", "\\", "not", "and", "or", "eq", "pr", "userName", "urn:a:b", "1", "-", "e", "\uD800", "\u0000");
        words.Array[0, 20].Select(w => string.Concat(w)).Sample(
            text =>
            {
                var read = Filter.TryParse(text, Wide, out var filter, out var error);
                return read ? filter is not null && error is null : error!.Position >= 0 && error.Position <= text.Length;
            },
            iter: 20_000);
    }

    private static Gen<Filter> Nested(int depth, Gen<Filter> leaf)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Nested(depth - 1, leaf);
        return Gen.Frequency(
            (3, leaf),
            (1, Gen.Select(inner, inner, (l, r) => (Filter)new Filter.And(l, r))),
            (1, Gen.Select(inner, inner, (l, r) => (Filter)new Filter.Or(l, r))),
            (1, inner.Select(o => (Filter)new Filter.Not(o))));
    }
}
