using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Scim.Core.Options;

/// <summary>
/// Reads one section of the configuration value by value. What doesn't parse becomes a <see cref="OptionsFault"/> beside all others,
/// where the framework's binder would stop at the first; no reflection, so it stays whole in a trimmed adapter.
/// </summary>
public sealed class OptionsReader(IConfiguration configuration, string section)
{
    private readonly IConfigurationSection _section = configuration.GetSection(section);
    private readonly List<OptionsFault> _faults = [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public string Section { get; } = section;

    public IReadOnlyList<OptionsFault> Faults => _faults;

    /// <summary>The keys that were asked for so far, whether they are there or not: what stands beside them is a mistake somebody made.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>The whole key of a value of this section.</summary>
    public string Key(string name) => $"{Section}:{name}";

    /// <summary>The text, trimmed; null where it is missing or empty.</summary>
    public string? Text(string name)
    {
        _asked.Add(Key(name));
        var value = _section[name]?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    public bool Boolean(string name, bool otherwise) =>
        Parse<bool>(name, otherwise, bool.TryParse, "is not understood: expected true or false.");

    public int Integer(string name, int otherwise) => Parse<int>(
        name,
        otherwise,
        static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        "is not understood: expected a whole number.");

    /// <summary>A length of time: <c>8s</c>, <c>500ms</c>, <c>10m</c>, <c>1h</c>, <c>90d</c> or <c>00:00:08</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan otherwise) =>
        Parse<TimeSpan>(name, otherwise, Durations.TryParse, "is not understood: expected a length of time such as 8s, 10m, 1h, 90d or 00:00:08.");

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum => Parse<T>(
            name,
            otherwise,
            static (string text, out T value) =>
                Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) && text[0] is not '-',
            $"is not understood: expected one of {string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");

    /// <summary>An absolute http or https address, or null.</summary>
    public Uri? Address(string name) => Parse<Uri?>(
        name,
        null,
        static (string text, out Uri? value) =>
            Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps),
        "is no address: expected one such as https://jira.example.com.");

    /// <summary>A secret, from the value itself or from the file that <c>{name}File</c> names; a line end behind it doesn't count.</summary>
    public Secret? Secret(string name)
    {
        _asked.Add(Key(name));
        var direct = _section[name];
        var file = Text(name + "File");
        if (file is null)
        {
            return string.IsNullOrEmpty(direct) ? null : new Secret(direct);
        }

        if (!string.IsNullOrEmpty(direct))
        {
            Fault(name, "***", $"is given twice: here and by {Key(name + "File")}. Leave one out.");
            return null;
        }

        try
        {
            var text = File.ReadAllText(file).TrimEnd('\r', '\n');
            if (text.Length > 0)
            {
                return new Secret(text);
            }

            Fault(name + "File", file, "names an empty file: expected the secret in it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fault(name + "File", file, $"can't be read: {e.Message}");
        }

        return null;
    }

    /// <summary>A list, from <c>name:0</c>, <c>name:1</c> … or from one value with commas; null where nothing is given.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        _asked.Add(Key(name));
        var children = _section.GetSection(name).GetChildren().Select(c => c.Value?.Trim()).OfType<string>().Where(v => v.Length > 0).ToArray();
        return children.Length > 0
            ? children
            : Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A map, from the section's children.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        _asked.Add(Key(name));
        return _section.GetSection(name).GetChildren()
            .Where(c => !string.IsNullOrWhiteSpace(c.Value))
            .ToDictionary(c => c.Key, c => c.Value!.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    public void Fault(string name, string? value, string sentence) => _faults.Add(new(Key(name), value, sentence));

    private T Parse<T>(string name, T otherwise, TryParse<T> parse, string sentence)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        Fault(name, text, sentence);
        return otherwise;
    }

    private delegate bool TryParse<T>(string text, out T value);
}
