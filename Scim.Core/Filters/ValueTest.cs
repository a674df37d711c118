using System.Buffers;
using System.Diagnostics;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>One comparison on values. It compares the forms of <see cref="Comparable"/>, made on the stack.</summary>
internal static class ValueTest
{
    private const int OnStack = 128;

    /// <summary>Whether some value matches. No value isn't identical to anything, so it meets <c>ne</c> and nothing else.</summary>
    public static bool Matches(BoundFilter.Compare compare, ScimValue? value)
    {
        switch (value)
        {
            case null:
                return compare.Operator == CompareOperator.Ne;
            case ScimValue.Text text:
                return MatchesText(compare, text.Value);
            case ScimValue.Boolean boolean:
                return Test(compare.Operator, boolean.Value ? Comparable.True : Comparable.False, compare.Value);
            case ScimValue.Binary binary:
                return Test(compare.Operator, binary.Base64, compare.Value);
            case ScimValue.Many many:
                foreach (var one in many.Values)
                {
                    if (Matches(compare, one))
                    {
                        return true;
                    }
                }

                return false;
            case ScimValue.Instant or ScimValue.Integer or ScimValue.Decimal:
                Span<char> form = stackalloc char[Comparable.LongestFixed];
                return Test(compare.Operator, form[..Comparable.Write(value, form)], compare.Value);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What counts as the value of a sub-attribute that an element doesn't have: false for <c>primary</c> (RFC 7643 §2.4), else none.</summary>
    public static ScimValue? Absent(AttributeDefinition attribute) => attribute == attribute.Parent?.Primary ? ScimValue.Boolean.False : null;

    private static bool MatchesText(BoundFilter.Compare compare, string text)
    {
        if (Comparable.IsExact(compare.Attribute))
        {
            return Test(compare.Operator, text, compare.Value);
        }

        // Folding keeps the length.
        if (compare.Operator == CompareOperator.Eq && text.Length != compare.Value.Length)
        {
            return false;
        }

        if (text.Length <= OnStack)
        {
            Span<char> folded = stackalloc char[OnStack];
            Comparable.Fold(text, folded);
            return Test(compare.Operator, folded[..text.Length], compare.Value);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        Comparable.Fold(text, rented);
        var matches = Test(compare.Operator, rented.AsSpan(0, text.Length), compare.Value);
        ArrayPool<char>.Shared.Return(rented);
        return matches;
    }

    private static bool Test(CompareOperator comparison, ReadOnlySpan<char> value, ReadOnlySpan<char> literal) => comparison switch
    {
        CompareOperator.Eq => value.SequenceEqual(literal),
        CompareOperator.Ne => !value.SequenceEqual(literal),
        CompareOperator.Co => value.IndexOf(literal) >= 0,
        CompareOperator.Sw => value.StartsWith(literal),
        CompareOperator.Ew => value.EndsWith(literal),
        CompareOperator.Gt => Comparable.Compare(value, literal) > 0,
        CompareOperator.Ge => Comparable.Compare(value, literal) >= 0,
        CompareOperator.Lt => Comparable.Compare(value, literal) < 0,
        CompareOperator.Le => Comparable.Compare(value, literal) <= 0,
        _ => throw new UnreachableException(),
    };
}
