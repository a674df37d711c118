using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Scim.Core.Adapters;

/// <summary>
/// What names a product can hold. The gateway fits a name to them before it calls the product, so that an adapter gets only names that
/// the product takes, and a refusal names the character. Control characters are in no product's names.
/// </summary>
public sealed record NameRules
{
    /// <summary>Characters that no name may hold.</summary>
    public string Forbidden { get; init; } = "";

    /// <summary>Whether white space is among them.</summary>
    public bool ForbidsWhiteSpace { get; init; }

    /// <summary>Whether the product knows lower case only: a name is folded to it, which is no refusal.</summary>
    public bool LowerCase { get; init; }

    /// <summary>Names that nobody may have, in lower case.</summary>
    public ImmutableArray<string> Reserved { get; init; } = [];

    /// <summary>Most characters (UTF-16 units) of a name.</summary>
    public int Longest { get; init; } = 255;

    /// <summary>What stands for a forbidden character; null: such a name is refused.</summary>
    public string? Replacement { get; init; }

    /// <summary>The configuration key of <see cref="Replacement"/>, for the sentence of a refusal; null where the adapter has none.</summary>
    public string? ReplacementKey { get; init; }

    /// <summary>Whether a character may stand in a name.</summary>
    public bool Allows(char c) =>
        !char.IsControl(c) && !Forbidden.Contains(c, StringComparison.Ordinal) && !(ForbidsWhiteSpace && char.IsWhiteSpace(c));

    /// <summary>The name as the product holds it, or what is wrong with it.</summary>
    /// <param name="name">The name as the client has it.</param>
    /// <param name="fitted">The product's form of it.</param>
    /// <param name="reason">A predicate for a sentence about the product's names: <c>can't hold the character '&lt;': 'a&lt;b'. …</c></param>
    public bool TryFit(string name, [NotNullWhen(true)] out string? fitted, [NotNullWhen(false)] out string? reason)
    {
        fitted = null;
        reason = null;
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (Allows(c))
            {
                text.Append(LowerCase ? char.ToLowerInvariant(c) : c);
            }
            else if (Replacement is not null)
            {
                text.Append(Replacement);
            }
            else
            {
                var remedy = ReplacementKey is null ? "." : $", or set {ReplacementKey} to what shall stand for it.";
                reason = $"can't hold {Shown(c)}: '{Printable(name)}'. Send another name{remedy}";
                return false;
            }
        }

        var made = text.ToString();
        reason = made switch
        {
            _ when string.IsNullOrWhiteSpace(made) => "can't be empty.",
            _ when made.Length > Longest => $"have at most {Longest} characters; this one has {made.Length}.",
            _ when Reserved.Contains(made.ToLowerInvariant(), StringComparer.Ordinal) => $"can't be '{made}', a word that the product keeps for itself.",
            _ => null,
        };
        fitted = reason is null ? made : null;
        return reason is null;
    }

    private static string Shown(char c) => c switch
    {
        _ when char.IsControl(c) => $"the control character U+{(int)c:X4}",
        ' ' => "a blank",
        _ => $"the character '{c}'",
    };

    private static string Printable(string name) => string.Create(name.Length, name, static (shown, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            shown[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
        }
    });
}
