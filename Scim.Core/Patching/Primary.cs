using System.Collections.Immutable;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>One element at most is the primary one (RFC 7643 §2.4).</summary>
internal static class Primary
{
    /// <summary>RFC 7644 §3.5.2: where an operation sets <c>primary</c> in one element, the others lose it.</summary>
    /// <param name="place">The element that the operation touched.</param>
    /// <param name="said">What the operation said of it.</param>
    public static void Prefer(AttributeDefinition attribute, ImmutableArray<ScimValue>.Builder list, int place, ScimValue? said)
    {
        if (attribute.Primary is not { } primary || said is not ScimValue.Complex { Attributes: var named } || named.Boolean(primary) != true)
        {
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (i != place && list[i] is ScimValue.Complex other && other.Attributes.Boolean(primary) == true)
            {
                list[i] = new ScimValue.Complex(other.Attributes.With(primary, ScimValue.Boolean.False));
            }
        }
    }
}
