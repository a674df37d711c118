using Scim.Core.Resources;

namespace Scim.Core.Filters;

/// <summary>
/// A filter in the terms of RFC 7644 §3.4.2.2, as written: no schema is known here, so that one tree can be tried on several
/// resource types. Closed: the nested records are all there is.
/// </summary>
public abstract partial record Filter
{
    private Filter()
    {
    }

    public sealed record And(Filter Left, Filter Right) : Filter;

    public sealed record Or(Filter Left, Filter Right) : Filter;

    public sealed record Not(Filter Operand) : Filter;

    public sealed record Present(AttributePath Path) : Filter;

    /// <summary>A comparison; the literal is text, Boolean, integer or decimal, and null for JSON's <c>null</c>.</summary>
    public sealed record Compare(AttributePath Path, CompareOperator Operator, ScimValue? Value) : Filter;

    /// <summary>One element of a multi-valued attribute meets all of <paramref name="Element"/>: <c>emails[type eq "work" and primary eq true]</c>.</summary>
    public sealed record ValuePath(AttributePath Path, Filter Element) : Filter;
}
