using Scim.Core.Protocol;

namespace Scim.Core.Filters;

public abstract partial record Filter
{
    /// <summary>Reads a filter as RFC 7644 §3.4.2.2 writes it.</summary>
    /// <exception cref="ScimException">400 <c>invalidFilter</c> with the position and what was expected.</exception>
    public static Filter Parse(string text, ScimLimits limits) => throw new NotSupportedException();
}
