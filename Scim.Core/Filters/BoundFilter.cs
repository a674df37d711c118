using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>
/// A filter bound to a resource type: paths are attribute definitions, literals stand in comparable form. Both readers, memory and
/// SQL, walk this tree, so that the rules of RFC 7644 §3.4.2.2 (which attribute <c>emails</c> means, what a quoted Boolean is, which
/// comparisons a type has) are decided once. Closed: the nested records are all there is.
/// </summary>
public abstract record BoundFilter
{
    private BoundFilter()
    {
    }

    public sealed record And(BoundFilter Left, BoundFilter Right) : BoundFilter;

    public sealed record Or(BoundFilter Left, BoundFilter Right) : BoundFilter;

    public sealed record Not(BoundFilter Operand) : BoundFilter;

    /// <summary>The attribute has a value; absent, null and empty are alike (RFC 7643 §2.5).</summary>
    public sealed record Present(AttributeDefinition Attribute) : BoundFilter;

    /// <summary>
    /// Some value of a simple attribute (or of a sub-attribute, in any element) compares to <paramref name="Value"/>, which is in the
    /// form of <see cref="Resources.Comparable"/>. Of the operators only <see cref="CompareOperator.Ne"/> is also met by no value at all.
    /// </summary>
    public sealed record Compare(AttributeDefinition Attribute, CompareOperator Operator, string Value) : BoundFilter
    {
        /// <summary>The literal as the client wrote it: a product is asked for the name in the client's spelling.</summary>
        public string Literal { get; init; } = Value;
    }

    /// <summary>One element of a multi-valued attribute meets all of <paramref name="Condition"/>.</summary>
    public sealed record Element(AttributeDefinition Attribute, BoundFilter Condition) : BoundFilter;
}
