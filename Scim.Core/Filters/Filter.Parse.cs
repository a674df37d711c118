using System.Diagnostics.CodeAnalysis;
using Scim.Core.Protocol;

namespace Scim.Core.Filters;

public abstract partial record Filter
{
    /// <summary>Reads a filter as RFC 7644 §3.4.2.2 writes it.</summary>
    /// <exception cref="ScimException">400 <c>invalidFilter</c> with the position and what was expected.</exception>
    public static Filter Parse(string text, ScimLimits limits) =>
        TryParse(text, limits, out var filter, out var error)
            ? filter
            : throw new ScimException(ScimError.InvalidFilter($"filter, position {error.Position}: {error.Message}."));

    /// <summary>Reads a filter, or says where it stops being one.</summary>
    public static bool TryParse(
        string text,
        ScimLimits limits,
        [NotNullWhen(true)] out Filter? filter,
        [NotNullWhen(false)] out FilterError? error)
    {
        if (text.Length > limits.FilterLength)
        {
            filter = null;
            error = new(limits.FilterLength, $"expected at most {limits.FilterLength} characters, found {text.Length}");
            return false;
        }

        var reader = new FilterReader(text, limits);
        filter = reader.WholeFilter();
        error = reader.Error;
        return filter is not null;
    }

    /// <summary>The filter in canonical form: single spaces, lower-case words, no parentheses that precedence makes needless.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);
}
