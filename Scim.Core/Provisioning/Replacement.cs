using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Provisioning;

/// <summary>PUT as a change (RFC 7644 §3.5.1): what may be written and isn't in the body loses its value; what may not be written stays.</summary>
internal static class Replacement
{
    /// <exception cref="ScimException">400 <c>mutability</c>: an immutable attribute has another value.</exception>
    public static PatchOutcome Of(Resource before, Resource body)
    {
        var after = before;
        foreach (var attribute in before.Type.Attributes)
        {
            if (attribute.Mutability is Mutability.ReadOnly)
            {
                continue;
            }

            var value = body[attribute];
            if (attribute.Mutability is Mutability.Immutable && before[attribute] is { } had)
            {
                if (value is not null && !value.Equals(had))
                {
                    throw new ScimException(ScimError.Mutability($"{attribute.Path} is immutable and already has another value."));
                }

                continue;
            }

            // A client that leaves "active" out of a PUT means no deactivation, nor an activation.
            if (value is not null || attribute is not { IsExtension: false, Name: "active" })
            {
                after = after.With(attribute, value);
            }
        }

        return new(after == before ? before : after, MemberChange.None, body.Attributes.Select(a => a.Attribute).ToHashSet());
    }
}
