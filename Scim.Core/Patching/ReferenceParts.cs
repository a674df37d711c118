using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>What belongs to the <c>value</c> of a reference such as <c>manager</c> (RFC 7643 §2.4, §4.3): the link and what the server says of its target.</summary>
internal static class ReferenceParts
{
    /// <summary>The sub-attributes without those of a former <c>value</c>.</summary>
    public static AttributeSet Without(AttributeSet parts, AttributeDefinition attribute)
    {
        if (attribute.Sub("$ref") is not { } link)
        {
            return parts;
        }

        foreach (var sub in attribute.SubAttributes)
        {
            if (sub == link || sub.Mutability == Mutability.ReadOnly)
            {
                parts = parts.With(sub, null);
            }
        }

        return parts;
    }
}
