namespace Scim.Core.Patching;

/// <summary>What an operation does when its value path selects no element.</summary>
public enum NoMatch
{
    /// <summary>As RFC 7644 §3.5.2 has it: <c>replace</c> fails with <c>noTarget</c>, <c>add</c> makes the element where the filter says what it is.</summary>
    AsTheRfcSays,

    /// <summary>The element is made from the filter's <c>eq</c> terms, as Entra expects of a <c>replace</c>.</summary>
    Create,
}
