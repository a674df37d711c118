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
/// negation is plain; and each finds resources by an index, from the value to the resource.
/// </summary>
internal sealed class FilterToSql(SqlDialect dialect, ResourceType type, DynamicParameters parameters)
{
    private int _count;

    public string Condition(BoundFilter filter) => filter switch
    {
        BoundFilter.And => Joined(Parts<BoundFilter.And>(filter, f => (f.Left, f.Right)), "and"),
        BoundFilter.Or => Joined(Parts<BoundFilter.Or>(filter, f => (f.Left, f.Right)), "or"),
        BoundFilter.Not not => $"not ({Condition(not.Operand)})",
        BoundFilter.Present present => Present(present.Attribute),
        BoundFilter.Compare compare => Compare(compare),
        BoundFilter.Element element => Element(element),
        _ => throw new UnreachableException(),
    };

    private string Present(AttributeDefinition attribute) => attribute == attribute.Parent?.Primary
        ? $"r.id in (select v.resource_id from attribute v where {IsThere(attribute)})"
        : Any(attribute);

    /// <summary>The attribute has a value, be it an implied one.</summary>
    private string Any(AttributeDefinition attribute) => MemberToSql.Of(type, attribute) is { } relation
        ? relation.Some(relation.Value(attribute) is null ? "1 = 0" : "1 = 1")
        : $"r.id in (select v.resource_id from attribute v where {PathIs("v", attribute)})";

    private string Compare(BoundFilter.Compare compare)
    {
        var (attribute, op, value) = compare;
        if (op == CompareOperator.Ne)
        {
            // Of the operators only "ne" is also met by no value at all.
            return $"({Some(attribute, op, value)} or not ({Any(attribute)}))";
        }

        return op == CompareOperator.Eq && value.Length > 0 && Column(attribute, value) is { } column ? column : Some(attribute, op, value);
    }

    /// <summary>Some value of the attribute, in any element, compares so.</summary>
    private string Some(AttributeDefinition attribute, CompareOperator op, string value)
    {
        if (MemberToSql.Of(type, attribute) is not { } relation)
        {
            return $"r.id in (select v.resource_id from attribute v where {PathIs("v", attribute)} and {Indexed("v.value", op, value)})";
        }

        return relation.Some(relation.Value(attribute) is { } text ? Plain(Text(text), op, value) : "1 = 0");
    }

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

        return ReferenceEquals(attribute, type.Attribute(NameAttribute)) && !Comparable.IsExact(attribute)
            ? $"r.name_key = {Parameter(IndexKey.Of(value))}"
            : null;
    }

    private string NameAttribute => type.Name == "User" ? "userName" : "displayName";

    private string Element(BoundFilter.Element element)
    {
        if (MemberToSql.Of(type, element.Attribute) is { } relation)
        {
            return relation.Some(OfRelation(relation, element.Condition));
        }

        // The first term that names a value leads to the elements by its index; the others are asked of each element found.
        var terms = Parts<BoundFilter.And>(element.Condition, f => (f.Left, f.Right));
        var lead = terms.Find(t => t is BoundFilter.Compare { Operator: CompareOperator.Eq })
            ?? terms.Find(t => t is BoundFilter.Compare { Operator: not CompareOperator.Ne });
        var driver = lead is BoundFilter.Compare compare
            ? $"{PathIs("e", compare.Attribute)} and {Indexed("e.value", compare.Operator, compare.Value)}"
            : PathIs("e", element.Attribute);
        var rest = terms.FindAll(t => !ReferenceEquals(t, lead));
        var condition = rest.Count == 0 ? driver : $"{driver} and {Balanced([.. rest.Select(OfElement)], "and")}";
        return $"r.id in (select e.resource_id from attribute e where {condition})";
    }

    /// <summary>A condition on the element of row <c>e</c>.</summary>
    private string OfElement(BoundFilter filter) => filter switch
    {
        BoundFilter.And and => $"({OfElement(and.Left)} and {OfElement(and.Right)})",
        BoundFilter.Or or => $"({OfElement(or.Left)} or {OfElement(or.Right)})",
        BoundFilter.Not not => $"not ({OfElement(not.Operand)})",
        BoundFilter.Present present => InElement(present.Attribute, $"v.position <> {AttributeRow.Implied}"),
        BoundFilter.Compare { Operator: CompareOperator.Ne } ne =>
            $"({InElement(ne.Attribute, Plain("v.value", ne.Operator, ne.Value))} or not {InElement(ne.Attribute, "1 = 1")})",
        BoundFilter.Compare compare => InElement(compare.Attribute, Plain("v.value", compare.Operator, compare.Value)),
        BoundFilter.Element nested => OfElement(nested.Condition),
        _ => throw new UnreachableException(),
    };

    private string InElement(AttributeDefinition attribute, string condition) =>
        $"exists (select 1 from attribute v where v.resource_id = e.resource_id and v.element = e.element and {PathIs("v", attribute)} and {condition})";

    /// <summary>A condition on one membership.</summary>
    private string OfRelation(MemberToSql relation, BoundFilter filter) => filter switch
    {
        BoundFilter.And and => $"({OfRelation(relation, and.Left)} and {OfRelation(relation, and.Right)})",
        BoundFilter.Or or => $"({OfRelation(relation, or.Left)} or {OfRelation(relation, or.Right)})",
        BoundFilter.Not not => $"not ({OfRelation(relation, not.Operand)})",
        BoundFilter.Present present => relation.Value(present.Attribute) is null ? "1 = 0" : "1 = 1",
        BoundFilter.Compare compare => relation.Value(compare.Attribute) is { } value
            ? Plain(Text(value), compare.Operator, compare.Value)
            : compare.Operator == CompareOperator.Ne ? "1 = 1" : "1 = 0",
        BoundFilter.Element nested => OfRelation(relation, nested.Condition),
        _ => throw new UnreachableException(),
    };

    private string Text(MemberValue value) => value.Column ?? $"cast({Parameter(value.Constant!)} as {dialect.TextType})";

    /// <summary>A comparison by the whole text.</summary>
    private string Plain(string text, CompareOperator op, string value) => op switch
    {
        CompareOperator.Co => dialect.Contains(text, Parameter(value)),
        CompareOperator.Sw => StartsWith(text, value),
        CompareOperator.Ew => EndsWith(text, value),
        _ => $"{text} {Sign(op)} {Parameter(value)}",
    };

    /// <summary>
    /// A comparison that the index on the first code points of the text narrows down. Cutting keeps the order, so a text that is shorter
    /// than the cut is compared by the index alone, and a longer one again as a whole.
    /// </summary>
    private string Indexed(string text, CompareOperator op, string value)
    {
        var start = $"substr({text}, 1, {IndexKey.Length})";
        var cut = IndexKey.Start(value);
        var isShort = CodePoints.Count(value) < IndexKey.Length;
        return op switch
        {
            CompareOperator.Eq when isShort => $"{start} = {Parameter(value)}",
            CompareOperator.Eq => $"{start} = {Parameter(cut)} and {Plain(text, op, value)}",
            CompareOperator.Gt or CompareOperator.Ge when isShort => $"{start} {Sign(op)} {Parameter(value)}",
            CompareOperator.Gt or CompareOperator.Ge => $"{start} >= {Parameter(cut)} and {Plain(text, op, value)}",
            CompareOperator.Lt or CompareOperator.Le when isShort => $"{start} {Sign(op)} {Parameter(value)}",
            CompareOperator.Lt or CompareOperator.Le => $"{start} <= {Parameter(cut)} and {Plain(text, op, value)}",
            CompareOperator.Sw when value.Length == 0 => "1 = 1",
            CompareOperator.Sw when isShort => Range(start, value),
            CompareOperator.Sw => $"{Range(start, cut)} and {StartsWith(text, value)}",
            _ => Plain(text, op, value),
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

    private string IsThere(AttributeDefinition attribute) => $"{PathIs("v", attribute)} and v.position <> {AttributeRow.Implied}";

    // A complex attribute has rows for its sub-attributes only.
    private string PathIs(string row, AttributeDefinition attribute) => attribute.IsComplex
        ? $"{row}.path in ({string.Join(", ", attribute.SubAttributes.Select(s => Parameter(s.Path)))})"
        : $"{row}.path = {Parameter(attribute.Path)}";

    private string Parameter(string value)
    {
        var name = $"@f{_count++}";
        parameters.Add(name, value);
        return name;
    }

    private string Joined(List<BoundFilter> parts, string connective) => Balanced([.. parts.Select(Condition)], connective);

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
}
