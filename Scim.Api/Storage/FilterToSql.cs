using System.Collections.Immutable;
using System.Diagnostics;
using Dapper;
using Scim.Core.Filters;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>
/// The reader of bound filters in SQL: a condition on <c>resource r</c>, composed from constants and parameter names. It means what
/// <see cref="FilterEvaluator"/> means, since both compare the same comparable forms. Every part is true or false, never null, so that
/// negation is plain. What <see cref="ValueIndex"/> holds leads from the value to the resource; of anything else each resource's own rows are asked.
/// </summary>
internal sealed class FilterToSql(SqlDialect dialect, ResourceType type, DynamicParameters parameters, string named = "f")
{
    private const string True = "1 = 1";
    private const string False = "1 = 0";
    private const int MostJoins = 6;

    private int _count;

    public string Condition(BoundFilter filter) => filter switch
    {
        BoundFilter.And => Ands(filter, Condition),
        BoundFilter.Or => Ors(filter, Condition),
        BoundFilter.Not not => $"not ({Condition(not.Operand)})",
        BoundFilter.Present present => Present(present.Attribute),
        BoundFilter.Compare compare => Compare(compare),
        BoundFilter.Element element => Element(element),
        _ => throw new UnreachableException(),
    };

    private string Present(AttributeDefinition attribute) => attribute == attribute.Parent?.Primary
        ? OfResource("v", $"{PathIs("v", attribute)} and v.position <> {AttributeRow.Implied}")
        : Any(attribute);

    /// <summary>The attribute has a value, be it an implied one.</summary>
    private string Any(AttributeDefinition attribute) => MemberToSql.Of(type, attribute) is { } relation
        ? relation.Some(relation.Has(attribute) ? True : False)
        : OfResource("v", PathIs("v", attribute));

    private string Compare(BoundFilter.Compare compare)
    {
        if (compare.Operator == CompareOperator.Ne)
        {
            // Of the operators only "ne" is also met by no value at all.
            return $"({Some(compare)} or not ({Any(compare.Attribute)}))";
        }

        return compare is { Operator: CompareOperator.Eq, Value.Length: > 0 } && Column(compare.Attribute, compare.Value) is { } column
            ? column
            : Some(compare);
    }

    /// <summary>Some value of the attribute, in any element, compares so.</summary>
    private string Some(BoundFilter.Compare compare) => MemberToSql.Of(type, compare.Attribute) is { } relation
        ? relation.Some(OfRelation(relation, compare))
        : IsIndexed(compare)
            ? $"r.id in (select v.resource_id from attribute v where {Indexed("v", compare)})"
            : OfResource("v", $"{PathIs("v", compare.Attribute)} and {Plain("v.value", compare)}");

    // "ne", "co" and "ew" are asked of every value anyway.
    private static bool IsIndexed(BoundFilter.Compare compare) => compare.Operator switch
    {
        CompareOperator.Eq => ValueIndex.Holds(compare.Attribute, compare.Value),
        CompareOperator.Ne or CompareOperator.Co or CompareOperator.Ew => false,
        _ => ValueIndex.Holds(compare.Attribute),
    };

    private static string OfResource(string row, string condition) =>
        $"exists (select 1 from attribute {row} where {row}.resource_id = r.id and {condition})";

    // What single-resource look-ups ask for stands in columns with indexes of their own.
    private string? Column(AttributeDefinition attribute, string value)
    {
        if (ReferenceEquals(attribute, type.Common.Id))
        {
            return $"r.id = {Parameter(value)}";
        }

        if (ReferenceEquals(attribute, type.Common.ExternalId))
        {
            return $"(r.external_key <> '' and r.external_key = {Parameter(IndexKey.Of(value))})";
        }

        // The state is known from the query; saying it again opens the index of living names to SQLite.
        return ReferenceEquals(attribute, type.Attribute(NameAttribute)) && !Comparable.IsExact(attribute)
            ? $"(r.name_key = {Parameter(IndexKey.Of(value))} and r.state <> 3)"
            : null;
    }

    private string NameAttribute => type.Name == "User" ? "userName" : "displayName";

    private string Element(BoundFilter.Element element)
    {
        if (MemberToSql.Of(type, element.Attribute) is { } relation)
        {
            return relation.Some(OfRelation(relation, element.Condition));
        }

        // A term whose value is in the index leads to the elements; the others are asked of each element found.
        var terms = Parts<BoundFilter.And>(element.Condition, f => (f.Left, f.Right));
        var lead = terms.OfType<BoundFilter.Compare>().Where(IsIndexed).OrderBy(t => t.Operator is CompareOperator.Eq ? 0 : 1).FirstOrDefault();
        var rest = terms.FindAll(t => !ReferenceEquals(t, lead));
        var others = rest.Count == 0 ? "" : $" and {Balanced(Joinable(rest.Select(OfElement)), "and")}";
        return lead is null
            ? OfResource("e", PathIs("e", element.Attribute) + others)
            : $"r.id in (select e.resource_id from attribute e where {Indexed("e", lead)}{others})";
    }

    /// <summary>A condition on the element of row <c>e</c>.</summary>
    private string OfElement(BoundFilter filter) => filter switch
    {
        BoundFilter.And => Ands(filter, OfElement),
        BoundFilter.Or => Ors(filter, OfElement),
        BoundFilter.Not not => $"not ({OfElement(not.Operand)})",
        BoundFilter.Present present => InElement(present.Attribute, $"v.position <> {AttributeRow.Implied}"),
        BoundFilter.Compare { Operator: CompareOperator.Ne } ne =>
            $"({InElement(ne.Attribute, Plain("v.value", ne))} or not {InElement(ne.Attribute, True)})",
        BoundFilter.Compare compare => InElement(compare.Attribute, Plain("v.value", compare)),
        BoundFilter.Element nested => OfElement(nested.Condition),
        _ => throw new UnreachableException(),
    };

    private string InElement(AttributeDefinition attribute, string condition) =>
        $"exists (select 1 from attribute v where v.resource_id = e.resource_id and v.element = e.element and {PathIs("v", attribute)} and {condition})";

    /// <summary>A condition on one membership.</summary>
    private string OfRelation(MemberToSql relation, BoundFilter filter) => filter switch
    {
        BoundFilter.And => Ands(filter, part => OfRelation(relation, part)),
        BoundFilter.Or => Ors(filter, part => OfRelation(relation, part)),
        BoundFilter.Not not => $"not ({OfRelation(relation, not.Operand)})",
        BoundFilter.Present present => relation.Has(present.Attribute) ? True : False,
        BoundFilter.Compare compare => relation.Column(compare.Attribute) is { } column
            ? Plain(column, compare)
            : FilterEvaluator.MatchesElement(compare, relation.Constant(compare.Attribute), compare.Attribute.Parent!) ? True : False,
        BoundFilter.Element nested => OfRelation(relation, nested.Condition),
        _ => throw new UnreachableException(),
    };

    /// <summary>A comparison by the whole text.</summary>
    private string Plain(string text, BoundFilter.Compare compare) => compare.Operator switch
    {
        CompareOperator.Co => dialect.Contains(text, Parameter(compare.Value)),
        CompareOperator.Sw => StartsWith(text, compare.Value),
        CompareOperator.Ew => EndsWith(text, compare.Value),
        var op => $"{text} {Sign(op)} {Parameter(compare.Value)}",
    };

    /// <summary>
    /// A comparison that the index on the first code points of the text narrows down. Cutting keeps the order, so a text that is shorter
    /// than the cut is compared by the index alone, and a longer one again as a whole.
    /// </summary>
    private string Indexed(string row, BoundFilter.Compare compare)
    {
        var (op, value, text) = (compare.Operator, compare.Value, $"{row}.value");
        var start = $"substr({text}, 1, {IndexKey.Length})";
        var isShort = CodePoints.Count(value) < IndexKey.Length;
        return $"{PathIs(row, compare.Attribute)} and {row}.indexed = 1 and " + op switch
        {
            CompareOperator.Sw when value.Length == 0 => True,
            CompareOperator.Sw when isShort => Range(start, value),
            CompareOperator.Sw => $"{Range(start, IndexKey.Start(value))} and {Plain(text, compare)}",
            _ when isShort => $"{start} {Sign(op)} {Parameter(value)}",
            _ => $"{start} {Loosely(op)} {Parameter(IndexKey.Start(value))} and {Plain(text, compare)}",
        };
    }

    private string Range(string start, string prefix) => CodePoints.Next(prefix) is { } next
        ? $"{start} >= {Parameter(prefix)} and {start} < {Parameter(next)}"
        : $"{start} >= {Parameter(prefix)}";

    private string StartsWith(string text, string value)
    {
        var prefix = Parameter(value);
        return $"substr({text}, 1, length({prefix})) = {prefix}";
    }

    // A part longer than the text begins before it; what both engines then cut out is never as long as the part.
    private string EndsWith(string text, string value)
    {
        var suffix = Parameter(value);
        return $"substr({text}, length({text}) - length({suffix}) + 1) = {suffix}";
    }

    // A complex attribute has rows for its sub-attributes only.
    private string PathIs(string row, AttributeDefinition attribute) => attribute.IsComplex
        ? $"{row}.path in ({string.Join(", ", attribute.SubAttributes.Select(s => Parameter(s.Path)))})"
        : $"{row}.path = {Parameter(attribute.Path)}";

    private string Parameter(string value)
    {
        var name = $"@{named}{_count++}";
        parameters.Add(name, value);
        return name;
    }

    private static string Ands(BoundFilter chain, Func<BoundFilter, string> condition) =>
        Balanced(Joinable(Parts<BoundFilter.And>(chain, f => (f.Left, f.Right)).Select(condition)), "and");

    // PostgreSQL makes a join of every sub-query that stands in a conjunction, and planning hundreds of them takes it minutes; it leaves alone
    // what "is true" is asked of.
    private static ImmutableArray<string> Joinable(IEnumerable<string> parts) => [.. parts.Select((part, i) => i < MostJoins ? part : $"({part}) is true")];

    private static string Ors(BoundFilter chain, Func<BoundFilter, string> condition) =>
        Balanced([.. Parts<BoundFilter.Or>(chain, f => (f.Left, f.Right)).Select(condition)], "or");

    // SQLite bounds the height of an expression at 1000, and 8 KiB of filter hold nearly as many terms: half and half, the height is 10.
    private static string Balanced(ImmutableArray<string> parts, string connective) => parts.Length == 1
        ? parts[0]
        : $"({Balanced(parts[..(parts.Length / 2)], connective)} {connective} {Balanced(parts[(parts.Length / 2)..], connective)})";

    /// <summary>The terms of a chain of one connective, in their order; without recursion, as chains may be long.</summary>
    private static List<BoundFilter> Parts<T>(BoundFilter filter, Func<T, (BoundFilter Left, BoundFilter Right)> sides)
        where T : BoundFilter
    {
        var parts = new List<BoundFilter>();
        var open = new Stack<BoundFilter>([filter]);
        while (open.TryPop(out var next))
        {
            if (next is T chain)
            {
                var (left, right) = sides(chain);
                open.Push(right);
                open.Push(left);
            }
            else
            {
                parts.Add(next);
            }
        }

        return parts;
    }

    private static string Sign(CompareOperator op) => op switch
    {
        CompareOperator.Eq => "=",
        CompareOperator.Ne => "<>",
        CompareOperator.Gt => ">",
        CompareOperator.Ge => ">=",
        CompareOperator.Lt => "<",
        CompareOperator.Le => "<=",
        _ => throw new UnreachableException(),
    };

    /// <summary>What holds of the starts of two texts where the comparison holds of the texts.</summary>
    private static string Loosely(CompareOperator op) => op switch
    {
        CompareOperator.Gt => ">=",
        CompareOperator.Lt => "<=",
        _ => Sign(op),
    };
}
