using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira;
using Scim.Core.Options;

namespace Scim.Tests.Adapters.Jira;

internal sealed class JiraOptionsTests
{
    [Test]
    public void An_address_and_a_token_are_enough() =>
        Assert.That(Faults(("BaseUrl", "https://jira.example.com/jira"), ("Token", "t")), Is.Empty);

    [Test]
    public void An_address_a_name_and_a_password_are_enough() =>
        Assert.That(Faults(("BaseUrl", "https://jira.example.com"), ("Username", "admin"), ("Password", "p")), Is.Empty);

    [Test]
    public void Everything_that_is_missing_is_told_at_once() => Assert.That(Faults(), Is.EqualTo(
    [
        "Scim:Jira:BaseUrl is missing: expected the address people open Jira at, e.g. https://jira.example.com.",
        "Scim:Jira:Token is missing: expected a personal access token of a Jira administrator, or Scim:Jira:Username and Scim:Jira:Password.",
    ]));

    [TestCase("Username", "admin", "Scim:Jira:Password is missing: expected the password that belongs to Scim:Jira:Username.")]
    [TestCase("Password", "p", "Scim:Jira:Username is missing: expected the login name that belongs to Scim:Jira:Password.")]
    public void Half_a_pair_is_told(string name, string value, string sentence) =>
        Assert.That(Faults(("BaseUrl", "https://jira.example.com"), (name, value)), Is.EqualTo([sentence]));

    [Test]
    public void Two_ways_to_log_in_are_one_too_many_and_no_secret_is_shown() => Assert.That(
        Faults(("BaseUrl", "https://jira.example.com"), ("Token", "hush"), ("Username", "admin"), ("Password", "hush")),
        Is.EqualTo(["Scim:Jira:Token = '***' is given besides Scim:Jira:Username or Password: leave one of the two out."]));

    [TestCase("BaseUrl", "jira.example.com", "Scim:Jira:BaseUrl = 'jira.example.com' is no address: expected one such as https://jira.example.com.")]
    [TestCase("BaseUrl", "https://admin:x@jira.example.com", "holds more than an address")]
    [TestCase("PageSize", "5000", "Scim:Jira:PageSize = '5000' is out of range: expected 1 to 1000.")]
    [TestCase("ReplaceForbidden", "<", "is itself not allowed in Jira's names")]
    [TestCase("Username", "a:b", "holds a colon")]
    public void A_value_that_cannot_be_is_told(string name, string value, string sentence)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["BaseUrl"] = "https://jira.example.com", ["Token"] = "t" };
        if (name == "Username")
        {
            values.Remove("Token");
            values["Password"] = "p";
        }

        values[name] = value;

        Assert.That(Faults([.. values.Select(v => (v.Key, v.Value))]), Has.Some.Contains(sentence));
    }

    private static IEnumerable<string> Faults(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => "Scim:Jira:" + v.Key, v => (string?)v.Value)).Build();
        var services = new ServiceCollection().AddJiraAdapter(configuration).BuildServiceProvider();
        return [.. services.GetServices<OptionsReport>().Single(r => r.Section == JiraOptions.Section).Faults.Select(f => f.ToString())];
    }
}
