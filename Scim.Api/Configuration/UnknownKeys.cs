using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>Keys under <c>Scim</c> that nothing reads: mostly a slip of the pen, which would otherwise silently leave the default in force.</summary>
internal static class UnknownKeys
{
    /// <summary>A sentence for each key that has a value and no meaning, with the nearest one that has.</summary>
    /// <param name="elsewhere">Sections that mean something to a part that isn't loaded now, such as the other adapters'.</param>
    public static IEnumerable<string> Find(IConfiguration configuration, IEnumerable<OptionsReport> reports, IEnumerable<string> elsewhere)
    {
        string[] known = [.. reports.SelectMany(report => report.Known)];
        string[] passedOver = [.. elsewhere];
        return configuration.GetSection(ScimOptions.Section).AsEnumerable()
            .Where(pair => pair.Value is not null)
            .Select(pair => pair.Key)
            .Where(key => !known.Any(name => IsOrHolds(name, key)) && !passedOver.Any(section => IsOrHolds(section, key)))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => Nearest(key, known) is { } near
                ? $"{key} has no meaning here and is passed over. Is {near} meant?"
                : $"{key} has no meaning here and is passed over.");
    }

    // A list's elements and a map's entries are keys below their name.
    private static bool IsOrHolds(string name, string key) =>
        key.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (key.Length == name.Length || key[name.Length] == ':');

    private static string? Nearest(string key, string[] known)
    {
        var (name, distance) = known
            .Select(name => (name, Distance: Distance(name.ToUpperInvariant(), key.ToUpperInvariant())))
            .Append((name: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);

        // Half of the last part changed is another word, not a slip.
        var last = key.Length - key.LastIndexOf(':') - 1;
        return distance <= Math.Max(2, last / 2) ? name : null;
    }

    // Levenshtein: insertions, deletions and replacements.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
