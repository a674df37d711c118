using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Bitbucket;
using Scim.Core.Options;

namespace Scim.Tests.Adapters.Bitbucket;

internal sealed class BitbucketOptionsTests
{
    private const string NoToken =
        "Scim:Bitbucket:Token = '***' is of no use: Bitbucket's HTTP access tokens don't reach its administration. Set Scim:Bitbucket:Username and Password "
        + "of an administrator, or Scim:Bitbucket:OAuthToken to an OAuth 2 access token with the scope \"Admin write\".";

    private static readonly (string, string) Address = ("BaseUrl", "https://bitbucket.example.com");

    [Test]
    public void An_address_a_name_and_a_password_are_enough() =>
        Assert.That(Faults(Address, ("Username", "gateway"), ("Password", "p")), Is.Empty);

    [Test]
    public void An_address_and_an_OAuth_token_are_enough() => Assert.That(Faults(Address, ("OAuthToken", "t")), Is.Empty);

    [Test]
    public void An_HTTP_access_token_alone_is_told_once_and_by_what_to_replace_it() =>
        Assert.That(Faults(Address, ("Token", "hush")), Is.EqualTo([NoToken]));

    [Test]
    public void An_HTTP_access_token_beside_a_password_is_told_too() =>
        Assert.That(Faults(Address, ("Token", "hush"), ("Username", "gateway"), ("Password", "p")), Is.EqualTo([NoToken]));

    [Test]
    public void Everything_that_is_missing_is_told_at_once() => Assert.That(Faults(), Is.EqualTo(
    [
        "Scim:Bitbucket:BaseUrl is missing: expected the address people open Bitbucket at, e.g. https://bitbucket.example.com.",
        "Scim:Bitbucket:OAuthToken is missing: expected an OAuth 2 access token with the scope \"Admin write\", or Scim:Bitbucket:Username and Scim:Bitbucket:Password.",
    ]));

    [Test]
    public void Two_ways_to_log_in_are_one_too_many_and_no_secret_is_shown() => Assert.That(
        Faults(Address, ("OAuthToken", "hush"), ("Username", "gateway"), ("Password", "hush")),
        Is.EqualTo(["Scim:Bitbucket:OAuthToken = '***' is given besides Scim:Bitbucket:Username or Password: leave one of the two out."]));

    [TestCase("0")]
    [TestCase("1001")]
    public void A_page_that_Bitbucket_would_cut_is_told(string size) => Assert.That(
        Faults(Address, ("OAuthToken", "t"), ("PageSize", size)),
        Is.EqualTo([$"Scim:Bitbucket:PageSize = '{size}' is out of range: expected 1 to 1000."]));

    private static IEnumerable<string> Faults(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => "Scim:Bitbucket:" + v.Key, v => (string?)v.Value)).Build();
        var services = new ServiceCollection().AddBitbucketAdapter(configuration).BuildServiceProvider();
        return [.. services.GetServices<OptionsReport>().Single(r => r.Section == BitbucketOptions.Section).Faults.Select(f => f.ToString())];
    }
}
