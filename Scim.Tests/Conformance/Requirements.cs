using System.Reflection;

namespace Scim.Tests.Conformance;

/// <summary>The lists of demands (<c>rfc*.tsv</c>: id, level, demand, reason) and the tests that show them.</summary>
internal static class Requirements
{
    /// <summary>All demands in the order of the RFCs and their sections.</summary>
    public static IReadOnlyList<Requirement> Read()
    {
        var assembly = typeof(Requirements).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".tsv", StringComparison.Ordinal))
                .SelectMany(name => Lines(assembly, name))
                .OrderBy(r => int.Parse(r.Rfc))
                .ThenBy(r => r.Section, Comparer<string>.Create(BySection))
                .ThenBy(r => r.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>For each id the tests that bear it, as <c>Class.Test</c>, or <c>Class</c> where all of it does.</summary>
    public static ILookup<string, string> Tests()
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = typeof(Requirements).Assembly.GetTypes();
        var ofClasses = types.SelectMany(type => Of(type).Select(id => (Id: id, Test: type.Name)));
        var ofMethods = types.SelectMany(type => type.GetMethods(Own).SelectMany(method => Of(method).Select(id => (Id: id, Test: $"{type.Name}.{method.Name}"))));
        return ofClasses.Concat(ofMethods).Distinct().OrderBy(t => t.Test, StringComparer.Ordinal).ToLookup(t => t.Id, t => t.Test, StringComparer.Ordinal);

        static IEnumerable<string> Of(MemberInfo member) => member.GetCustomAttributes<RfcAttribute>(inherit: false).SelectMany(a => a.Requirements);
    }

    private static IEnumerable<Requirement> Lines(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t') is [var id, var level, var demand, var reason]
                ? new(id, level, demand, reason)
                : throw new InvalidOperationException($"{name}: expected id, level, demand and reason with tabs between them, found '{line}'.");
        }
    }

    // 3.4.2.10 comes after 3.4.2.9.
    private static int BySection(string one, string other)
    {
        var (left, right) = (one.Split('.'), other.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (int.Parse(left[i]).CompareTo(int.Parse(right[i])) is not 0 and var order)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
