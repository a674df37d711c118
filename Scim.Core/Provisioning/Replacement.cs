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

            var value = Kept(attribute, before[attribute], body[attribute]);

            // A client that leaves "active" out of a PUT means no deactivation, nor an activation.
            if (value is not null || attribute is not { IsExtension: false, Name: "active" })
            {
                after = after.With(attribute, value);
            }
        }

        return new(after == before ? before : after, MemberChange.None, body.Attributes.Select(a => a.Attribute).ToHashSet());
    }

    /// <summary>The value of the body with what is immutable and has a value already: a client may leave it out, but say nothing else.</summary>
    private static ScimValue? Kept(AttributeDefinition attribute, ScimValue? had, ScimValue? value)
    {
        if (had is null)
        {
            return value;
        }

        if (attribute.Mutability is Mutability.Immutable)
        {
            return value is null || value.Equals(had)
                ? had
                : throw new ScimException(ScimError.Mutability($"{attribute.Path} is immutable and already has another value."));
        }

        // The elements of a list have no names, so there is no telling which one a new one was.
        if (had is not ScimValue.Complex { Attributes: var before })
        {
            return value;
        }

        var after = (value as ScimValue.Complex)?.Attributes ?? AttributeSet.Empty;
        foreach (var sub in attribute.SubAttributes)
        {
            after = sub.Mutability is Mutability.Immutable ? after.With(sub, Kept(sub, before[sub], after[sub])) : after;
        }

        return after.IsEmpty ? null : new ScimValue.Complex(after);
    }
}
