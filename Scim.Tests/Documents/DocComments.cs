using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Scim.Tests.Documents;

/// <summary>The summaries of the options' properties, from where the compiler puts them: written once, in the code.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    public string? Of(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly.GetName().Name!;
        if (!_summaries.ContainsKey(assembly))
        {
            _summaries[assembly] = "";
            foreach (var member in XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml")).Descendants("member"))
            {
                if (member.Element("summary") is { } summary)
                {
                    _summaries[member.Attribute("name")!.Value] = Text(summary);
                }
            }
        }

        // What the code calls null, an operator leaves unset.
        return _summaries.GetValueOrDefault($"P:{property.DeclaringType.FullName}.{property.Name}")?.Replace("null:", "unset:", StringComparison.Ordinal);
    }

    private static string Text(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{(see.Attribute("cref") ?? see.Attribute("langword"))!.Value.Split('.', ':')[^1]}`",
        XElement other => Text(other),
        _ => "",
    })), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
