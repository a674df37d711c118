using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// Filters know only <c>eq</c> and <c>and</c> in the interoperability profile, which refuses
/// <code>{"op":"replace","path":"emails[value co \"example\"].display","value":"x"}</code>
/// Vector: pt-interop-operator.
/// </summary>
internal sealed class ElementByEquality : IPatchDemand
{
    public ScimError? Refusal(RequestedOperation operation, ResourceType type) =>
        operation.Path is { Element: { } element } path && !IsEquality(element)
            ? ScimError.InvalidSyntax($"the filter of \"{path}\" has other operators than eq and and, which are all that the interoperability profile knows.")
            : null;

    private static bool IsEquality(Filter filter) => filter switch
    {
        Filter.And and => IsEquality(and.Left) && IsEquality(and.Right),
        Filter.Compare compare => compare.Operator == CompareOperator.Eq,
        _ => false,
    };
}
