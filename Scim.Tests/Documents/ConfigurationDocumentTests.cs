using System.Text.Json;
using Json.Schema;
using NUnit.Framework;

namespace Scim.Tests.Documents;

/// <summary>
/// The configuration's documents follow the code. <c>SCIM_WRITE_DOCUMENTS=1 dotnet test Scim.Tests --filter ConfigurationDocumentTests</c> writes them anew.
/// </summary>
public sealed class ConfigurationDocumentTests
{
    [Test]
    public void The_page_tells_every_key_as_the_code_has_it() =>
        GeneratedDocument.Compare("configuration.md", ConfigurationDocuments.Page(ConfigurationKeys.Read()), nameof(ConfigurationDocumentTests));

    [Test]
    public void The_schema_for_editors_tells_every_key_as_the_code_has_it() =>
        GeneratedDocument.Compare("configuration.schema.json", ConfigurationDocuments.Schema(ConfigurationKeys.Read()), nameof(ConfigurationDocumentTests));

    [Test]
    public void No_key_that_the_gateway_reads_is_left_out() =>
        Assert.That(ConfigurationKeys.Read().Select(key => key.Key), Is.EquivalentTo(ConfigurationKeys.ReadByTheGateway()));

    [Test]
    public void Every_key_has_a_meaning() => Assert.That(ConfigurationKeys.Read().Where(key => key.Meaning.Length == 0).Select(key => key.Key), Is.Empty);

    [TestCase("""{"Scim":{"Adapter":"jira","Jira":{"BaseUrl":"https://jira.example.com","TokenFile":"/run/secrets/jira"},"Product":{"Timeout":"8s"}}}""", true)]
    [TestCase("""{"Scim":{"Users":{"OnDelete":"forget"}}}""", false)]
    [TestCase("""{"Scim":{"Product":{"Timeout":"soon"}}}""", false)]
    [TestCase("""{"Scim":{"Limits":{"PageSzie":5}}}""", false)]
    public void An_editor_sees_what_is_wrong(string settings, bool isRight)
    {
        var schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(GeneratedDocument.Folder, "configuration.schema.json")));

        Assert.That(schema.Evaluate(JsonSerializer.Deserialize<JsonElement>(settings)).IsValid, Is.EqualTo(isRight));
    }
}
