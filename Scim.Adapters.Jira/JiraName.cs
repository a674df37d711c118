using System.Text;
using Scim.Core.Adapters;

namespace Scim.Adapters.Jira;

/// <summary>
/// What names Jira can hold. Users: not <c>&lt; &gt; &amp;</c>, no control characters, at most 255. Groups: Jira states no rule beyond the length
/// ("R&amp;D" is a group like any other), so only control characters are refused. Checked before the call, because Jira's own refusal
/// has the same shape as that of a name in use.
/// </summary>
internal static class JiraName
{
    public const int Longest = 255;

    public static bool IsAllowed(string name) => !name.Any(IsForbiddenInUsers);

    /// <summary>The login name as Jira can hold it.</summary>
    /// <exception cref="ProductException">Invalid: it can't, and nothing stands for the character.</exception>
    public static string User(string name, string? replacement) => Checked("login name", name, replacement, IsForbiddenInUsers);

    /// <summary>The group's name as Jira can hold it.</summary>
    /// <exception cref="ProductException">Invalid: it can't, and nothing stands for the character.</exception>
    public static string Group(string name, string? replacement) => Checked("group name", name, replacement, char.IsControl);

    /// <summary>The login name as it would have been made, for a look-up.</summary>
    public static string Replaced(string name, string? replacement) => Replaced(name, replacement, IsForbiddenInUsers);

    /// <summary>The group's name as it would have been made, for a look-up.</summary>
    public static string ReplacedGroup(string name, string? replacement) => Replaced(name, replacement, char.IsControl);

    private static string Checked(string what, string name, string? replacement, Func<char, bool> isForbidden)
    {
        foreach (var c in name.Where(isForbidden).Take(replacement is null ? 1 : 0))
        {
            throw Invalid($"Jira's {what}s can't hold {Shown(c)}: '{Printable(name)}'. Send another name, or set "
                + $"{JiraOptions.Section}:{nameof(JiraOptions.ReplaceForbidden)} to what shall stand for it.");
        }

        var allowed = Replaced(name, replacement, isForbidden);
        return string.IsNullOrWhiteSpace(allowed)
            ? throw Invalid($"A {what} in Jira can't be empty.")
            : allowed.Length > Longest
                ? throw Invalid($"A {what} in Jira has at most {Longest} characters; this one has {allowed.Length}.")
                : allowed;
    }

    private static string Replaced(string name, string? replacement, Func<char, bool> isForbidden) =>
        replacement is null ? name : string.Concat(name.Select(c => isForbidden(c) ? replacement : c.ToString()));

    private static bool IsForbiddenInUsers(char c) => c is '<' or '>' or '&' || char.IsControl(c);

    private static string Shown(char c) => char.IsControl(c) ? $"the control character U+{(int)c:X4}" : $"the character '{c}'";

    private static string Printable(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            text.Append(char.IsControl(c) ? '\uFFFD' : c);
        }

        return text.ToString();
    }

    private static ProductException Invalid(string sentence) => new(new ProductFault.Invalid(sentence, "name"));
}
