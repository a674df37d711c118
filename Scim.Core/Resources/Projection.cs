using System.Collections.Frozen;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Which attributes an answer holds (RFC 7644 §3.9 and the <c>returned</c> of RFC 7643 §7).</summary>
public sealed class Projection
{
    private readonly FrozenSet<AttributeDefinition>? _wanted;
    private readonly FrozenSet<AttributeDefinition>? _excluded;
    private readonly FrozenSet<AttributeDefinition>? _written;

    private Projection(
        FrozenSet<AttributeDefinition>? wanted = null, FrozenSet<AttributeDefinition>? excluded = null, FrozenSet<AttributeDefinition>? written = null)
    {
        _wanted = wanted;
        _excluded = excluded;
        _written = written;
    }

    /// <summary>What is answered where nothing is asked for.</summary>
    public static Projection Default { get; } = new();

    /// <summary>Whether <c>attributes</c> or <c>excludedAttributes</c> was given.</summary>
    public bool IsExplicit => _wanted is not null || _excluded is not null;

    /// <summary>
    /// The projection of two comma-separated lists, of which at most one is given. In an answer with resources of several types a name stands
    /// for the attribute of each type that has it.
    /// </summary>
    /// <exception cref="ScimException">Both are given, or a name isn't written like one (400 <c>invalidValue</c>). Unknown names are passed over.</exception>
    public static Projection Parse(string? attributes, string? excludedAttributes, params ReadOnlySpan<ResourceType> types)
    {
        var wanted = string.IsNullOrWhiteSpace(attributes) ? null : Resolve("attributes", attributes, types);
        var excluded = string.IsNullOrWhiteSpace(excludedAttributes) ? null : Resolve("excludedAttributes", excludedAttributes, types);
        return (wanted, excluded) switch
        {
            (null, null) => Default,
            (not null, not null) => throw new ScimException(
                ScimError.InvalidValue("attributes and excludedAttributes can't be given together (RFC 7644 §3.9).")),
            _ => new(wanted, excluded),
        };
    }

    /// <summary>
    /// The projection of the answer to a write: attributes whose <c>returned</c> is <c>request</c> are in it where the client named them
    /// (RFC 7643 §7). A list in <c>attributes</c> still says all that is wanted.
    /// </summary>
    public Projection AfterWriting(IEnumerable<AttributeDefinition> named)
    {
        var written = named.Where(a => a.Returned == Returned.Request).ToFrozenSet();
        return written.Count == 0 ? this : new(_wanted, _excluded, written);
    }

    /// <summary>Whether the attribute, or any of its sub-attributes, is answered; of a sub-attribute, whether it is where its attribute has it.</summary>
    public bool Includes(AttributeDefinition attribute)
    {
        if (attribute.Returned == Returned.Never || attribute.Mutability == Mutability.WriteOnly)
        {
            return false;
        }

        if (attribute.Parent is { } parent)
        {
            return Includes(parent) && IncludesSub(attribute, parent);
        }

        if (attribute.Returned == Returned.Always)
        {
            return true;
        }

        return _wanted is not null
            ? _wanted.Contains(attribute) || attribute.SubAttributes.Any(_wanted.Contains)
            : IsReturned(attribute) && _excluded?.Contains(attribute) != true;
    }

    /// <summary>Whether a complex attribute is answered with all of its sub-attributes.</summary>
    internal bool IncludesWhole(AttributeDefinition attribute)
    {
        foreach (var sub in attribute.SubAttributes)
        {
            if (!Includes(sub))
            {
                return false;
            }
        }

        return true;
    }

    private bool IncludesSub(AttributeDefinition sub, AttributeDefinition parent)
    {
        if (sub.Returned == Returned.Always)
        {
            return true;
        }

        // Named alone, a sub-attribute comes alone; an attribute that is named brings all of them.
        if (_wanted is not null && (_wanted.Contains(parent) || parent.SubAttributes.Any(_wanted.Contains)))
        {
            return _wanted.Contains(sub) || _wanted.Contains(parent);
        }

        return IsReturned(sub) && _excluded?.Contains(sub) != true;
    }

    private bool IsReturned(AttributeDefinition attribute) =>
        attribute.Returned == Returned.Default || (attribute.Returned == Returned.Request && _written?.Contains(attribute) == true);

    private static FrozenSet<AttributeDefinition> Resolve(string parameter, string list, ReadOnlySpan<ResourceType> types)
    {
        var found = new HashSet<AttributeDefinition>();
        foreach (var name in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var type in types)
            {
                Resolve(parameter, name, type, found);
            }
        }

        return found.ToFrozenSet();
    }

    private static void Resolve(string parameter, string name, ResourceType type, HashSet<AttributeDefinition> found)
    {
        if (type.FindSchema(name) is { } schema)
        {
            found.UnionWith(schema.Attributes);
            return;
        }

        // The URN's own version has a dot, so the last colon parts it from the attribute, and then the first dot that from its sub-attribute.
        var colon = name.LastIndexOf(':');
        var path = name[(colon + 1)..].Split('.');
        if (path.Length > 2 || !path.All(IsName) || colon == 0)
        {
            throw new ScimException(ScimError.InvalidValue(
                $"""{parameter}: expected an attribute's name such as userName, name.givenName or urn:…:User:department, found "{JsonWords.Name(name)}"."""));
        }

        if (type.ResolveShort(colon < 0 ? null : name[..colon], path[0], path.ElementAtOrDefault(1)) is { } attribute)
        {
            found.Add(attribute);
        }
    }

    private static bool IsName(string text) => text == "$ref"
        || (text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$'));
}
