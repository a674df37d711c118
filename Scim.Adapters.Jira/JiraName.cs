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
    private const int Longest = 255;

    public static bool IsAllowed(string name) => !name.Any(IsForbidden);

    /// <summary>The login name as Jira can hold it.</summary>
    /// <exception cref="ProductException">Invalid: it can't, and nothing stands for the character.</exception>
    public static string User(string name, string? replacement)
    {
        var forbidden = name.FirstOrDefault(IsForbidden);
        if (forbidden != default || name.Contains('\0', StringComparison.Ordinal))
        {
            if (replacement is null)
            {
                throw Invalid($"Jira's login names can't hold {Shown(forbidden)}: '{Printable(name)}'. Send another name, or set "
                    + $"{JiraOptions.Section}:{nameof(JiraOptions.ReplaceForbidden)} to what shall stand for it.");
            }

            name = string.Concat(name.Select(c => IsForbidden(c) ? replacement : c.ToString()));
        }

        return Checked(name, "login name");
    }

    /// <summary>The group's name, if Jira can hold it.</summary>
    /// <exception cref="ProductException">Invalid.</exception>
    public static string Group(string name)
    {
        var control = name.FirstOrDefault(char.IsControl);
        return control != default || name.Contains('\0', StringComparison.Ordinal)
            ? throw Invalid($"Jira's group names can't hold {Shown(control)}: '{Printable(name)}'.")
            : Checked(name, "group name");
    }

    private static string Checked(string name, string what) => name.Trim().Length == 0
        ? throw Invalid($"A {what} in Jira can't be empty.")
        : name.Length > Longest
            ? throw Invalid($"A {what} in Jira has at most {Longest} characters; this one has {name.Length}.")
            : name;

    private static bool IsForbidden(char c) => c is '<' or '>' or '&' || char.IsControl(c);

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
