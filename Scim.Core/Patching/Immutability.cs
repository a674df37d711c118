using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>The rule of RFC 7643 §7, "immutable": a value may be given once and then stays.</summary>
internal static class Immutability
{
    /// <returns>Whether there is a change to make.</returns>
    /// <exception cref="ScimException">400 <c>mutability</c>: the attribute is immutable and has another value.</exception>
    public static bool Checked(AttributeDefinition attribute, ScimValue? before, ScimValue? after)
    {
        if (Equals(before, after))
        {
            return false;
        }

        return attribute.Mutability != Mutability.Immutable || before is null
            ? true
            : throw new ScimException(ScimError.Mutability($"{attribute.Path} is immutable and has a value already."));
    }
}
