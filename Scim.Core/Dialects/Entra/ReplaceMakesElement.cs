using Scim.Core.Filters;
using Scim.Core.Patching;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// A replace in an element that isn't there, for which RFC 7644 §3.5.2.3 has <c>noTarget</c>:
/// <code>{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ann@example.com"}
/// → {"op":"add","path":"emails","value":[{"type":"work","value":"ann@example.com"}]}, where there is no such element</code>
/// Only where the filter asks for <c>type</c> and <c>primary</c>, as the client's own mappings do.
/// Seen from: Entra ID, Microsoft's validator. Vectors: pt-own-replace-makes-….
/// </summary>
internal sealed class ReplaceMakesElement : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading) =>
        operation is { Op: PatchOp.Replace, Path: { Element: { } element, Sub: not null }, WhenNoMatch: NoMatch.AsTheRfcSays } && IsMapping(element)
            ? [operation with { WhenNoMatch = NoMatch.Create }]
            : null;

    private static bool IsMapping(Filter filter) => filter switch
    {
        Filter.And and => IsMapping(and.Left) && IsMapping(and.Right),
        Filter.Compare { Operator: CompareOperator.Eq, Value: not null } compare =>
            compare.Path.Attribute.Equals("type", StringComparison.OrdinalIgnoreCase)
            || compare.Path.Attribute.Equals("primary", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
