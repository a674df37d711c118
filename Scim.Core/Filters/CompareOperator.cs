namespace Scim.Core.Filters;

/// <summary>The comparisons of RFC 7644 §3.4.2.2, table 3; <c>pr</c> is <see cref="Filter.Present"/>.</summary>
public enum CompareOperator
{
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}
