using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Confluence;
using Scim.Core.Options;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>What every product's connection has in common is held by Jira's tests; here it is whether Confluence has it too.</summary>
internal sealed class ConfluenceOptionsTests
{
    [TestCase("BaseUrl=https://wiki.example.com/confluence", "Token=t")]
    [TestCase("BaseUrl=https://wiki.example.com", "Username=admin", "Password=p")]
    [TestCase("BaseUrl=https://wiki.example.com", "Token=t", "LicenceGroups:0=staff", "AdministrationGroups:0=wiki-admins", "ReplaceForbidden=.")]
    public void Enough_is_enough(params string[] values) => Assert.That(Faults(values), Is.Empty);

    [Test]
    public void Everything_that_is_missing_is_told_at_once() => Assert.That(Faults(), Is.EqualTo(
    [
        "Scim:Confluence:BaseUrl is missing: expected the address people open Confluence at, e.g. https://confluence.example.com.",
        "Scim:Confluence:Token is missing: expected a personal access token of a Confluence administrator, or Scim:Confluence:Username and Scim:Confluence:Password.",
    ]));

    [Test]
    public void A_replacement_that_confluence_refuses_itself_is_told() => Assert.That(
        Faults("BaseUrl=https://wiki.example.com", "Token=t", "ReplaceForbidden=+"),
        Is.EqualTo(["Scim:Confluence:ReplaceForbidden = '+' is itself not allowed in Confluence's names: expected one without /, \\, ,, +, <, >, ', \", white space and control characters."]));

    private static IEnumerable<string> Faults(params string[] values)
    {
        var settings = values.Select(v => v.Split('=', 2)).ToDictionary(v => $"Scim:Confluence:{v[0]}", v => (string?)v[1]);
        var services = new ServiceCollection().AddConfluenceAdapter(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        return [.. services.GetServices<OptionsReport>().Single(r => r.Section == ConfluenceOptions.Section).Faults.Select(f => f.ToString())];
    }
}
