using System.Diagnostics.CodeAnalysis;
using Scim.Core.Filters;
using Scim.Core.Protocol;

namespace Scim.Core.Patching;

public sealed partial record PatchPath
{
    /// <summary>Reads a path as RFC 7644 §3.5.2, figure 7, writes it.</summary>
    /// <exception cref="ScimException">400 <c>invalidPath</c> with the position and what was expected.</exception>
    public static PatchPath Parse(string text, ScimLimits limits) =>
        TryParse(text, limits, out var path, out var error)
            ? path
            : throw new ScimException(ScimError.InvalidPath($"path, position {error.Position}: {error.Message}."));

    /// <summary>Reads a path, or says where it stops being one. Its length is the body's business, its terms are bounded like a filter's.</summary>
    public static bool TryParse(
        string text,
        ScimLimits limits,
        [NotNullWhen(true)] out PatchPath? path,
        [NotNullWhen(false)] out FilterError? error)
    {
        var reader = new FilterReader(text, limits);
        path = Read(ref reader);
        error = reader.Error;
        return path is not null;
    }

    /// <summary>The path as a client may write it.</summary>
    public override string ToString() => (Element, Sub) switch
    {
        (null, _) => Attribute.ToString(),
        (_, null) => $"{Attribute}[{Element}]",
        _ => $"{Attribute}[{Element}].{Sub}",
    };

    // PATH = attrPath / valuePath [subAttr]
    private static PatchPath? Read(ref FilterReader reader)
    {
        if (reader.Path() is not { } attribute)
        {
            return null;
        }

        if (!reader.Next('['))
        {
            return reader.AtEnd ? new(attribute) : reader.Fail<PatchPath>("expected '[' or the end");
        }

        if (attribute.Sub is not null)
        {
            return reader.Fail<PatchPath>("expected the end, as only a whole attribute has elements to choose from");
        }

        if (reader.Element() is not { } element)
        {
            return null;
        }

        string? sub = null;
        if (reader.Take('.') && (sub = reader.SubAttribute()) is null)
        {
            return null;
        }

        return reader.AtEnd ? new(attribute, element, sub) : reader.Fail<PatchPath>(sub is null ? "expected '.' or the end" : "expected the end");
    }
}
