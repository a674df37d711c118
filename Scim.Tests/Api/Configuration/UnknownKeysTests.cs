using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Scim.Api.Configuration;
using Scim.Core.Options;

namespace Scim.Tests.Api.Configuration;

public sealed class UnknownKeysTests
{
    [TestCase("Scim:Jira:BaseUlr", "Scim:Jira:BaseUlr has no meaning here and is passed over. Is Scim:Jira:BaseUrl meant?")]
    [TestCase("Scim:Users:OnDelte", "Scim:Users:OnDelte has no meaning here and is passed over. Is Scim:Users:OnDelete meant?")]
    [TestCase("Scim:Colour", "Scim:Colour has no meaning here and is passed over.")]
    public void A_key_that_nothing_reads_is_told_with_the_nearest_that_is_read(string key, string sentence) =>
        Assert.That(Find(key), Is.EqualTo(new[] { sentence }));

    [TestCase("Scim:Jira:BaseUrl")]
    [TestCase("scim:jira:baseurl")]
    [TestCase("Scim:Jira:TokenFile")]
    [TestCase("Scim:Users:DefaultGroups:0")]
    [TestCase("Scim:Groups:Map:Sales")]
    [TestCase("Scim:Confluence:BaseUrl")]
    [TestCase("Logging:LogLevel:Default")]
    public void A_key_that_something_reads_is_fine(string key) => Assert.That(Find(key), Is.Empty);

    private static string[] Find(string key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, "x")]).Build();
        OptionsReport[] reports =
        [
            new("Scim", []) { Known = ["Scim:Jira:BaseUrl", "Scim:Jira:Token", "Scim:Jira:TokenFile", "Scim:Users:OnDelete", "Scim:Users:DefaultGroups", "Scim:Groups:Map"] },
        ];
        return [.. UnknownKeys.Find(configuration, reports, ["Scim:Confluence"])];
    }
}
