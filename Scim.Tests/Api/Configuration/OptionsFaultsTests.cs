using NUnit.Framework;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Tests.Conformance;

namespace Scim.Tests.Api.Configuration;

public sealed class OptionsFaultsTests
{
    [Test]
    [Rfc("7644-1.3-01", "7644-7.4-01")]
    public void All_faults_of_all_sections_are_told_at_once_with_key_value_and_what_is_expected()
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(
        [
            "--Scim:Adapter=jira",
            "--Scim:Jira:BaseUrl=jira.example.com",
            "--Scim:Jira:Token=secret-of-the-product",
            "--Scim:PublicUrl=https://scim.example.com/?a=b",
            "--Scim:Reads=sometimes",
            "--Scim:Dialect=klingon",
            "--Scim:Auth:BootstrapToken=too-short",
            "--Scim:Auth:AllowedNetworks=10.0.0.0/33",
            "--Scim:Users:OnDelete=forget",
            "--Scim:Users:EmailFallback=nobody",
            "--Scim:Groups:Map:Sales=staff",
            "--Scim:Groups:Map:Finance=Staff",
            "--Scim:Limits:PageSize=0",
            "--Scim:Audit:Retention=yesterday",
            "--Scim:Store:Provider=oracle",
            "--Scim:Schemas:User=/nowhere/schema.json",
        ]));

        string[] faults = [.. thrown!.Faults.Select(f => f.ToString())];
        Assert.That(faults, Is.EqualTo(new[]
        {
            "Scim:Reads = 'sometimes' is not understood: expected one of live, mirror.",
            "Scim:Dialect = 'klingon' is no dialect: expected one of auto, entra, google, interop, jumpcloud, keycloak, okta, onelogin, ping, strict.",
            "Scim:PublicUrl = 'https://scim.example.com/?a=b' holds more than an address: expected one such as https://scim.example.com, without user, query and fragment.",
            "Scim:Auth:AllowedNetworks = '10.0.0.0/33' is no network: expected one such as 10.0.0.0/8, 2001:db8::/32 or a single address.",
            "Scim:Auth:BootstrapToken = '***' is too short: expected at least 32 characters that nobody can guess.",
            "Scim:Users:OnDelete = 'forget' is not understood: expected one of deactivate, delete.",
            "Scim:Users:EmailFallback = 'nobody' is no e-mail address: expected one such as {userName}@users.invalid, where {userName} stands for the login name.",
            "Scim:Groups:Map leads two SCIM groups to one group of the product (Staff): expected a product group of its own for each.",
            "Scim:Limits:PageSize = '0' is out of range: expected 1 to 10000.",
            $"Scim:Schemas:User = '/nowhere/schema.json' names a file that isn't a schema: {MessageOf("/nowhere/schema.json")}",
            "Scim:Store:Provider = 'oracle' is not understood: expected one of sqlite, postgresql.",
            "Scim:Audit:Retention = 'yesterday' is not understood: expected a length of time such as 8s, 10m, 1h, 90d or 00:00:08.",
            "Scim:Jira:BaseUrl = 'jira.example.com' is no address: expected one such as https://jira.example.com.",
        }));
    }

    [Test]
    public void No_fault_shows_a_secret()
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(["--Scim:Adapter=jira", "--Scim:Auth:BootstrapToken=sesame"]));

        Assert.That(thrown!.Message, Does.Not.Contain("sesame"));
    }

    [Test]
    public void A_secret_whose_file_cannot_be_read_is_told_once()
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(
            ["--Scim:Adapter=jira", "--Scim:Jira:BaseUrl=https://jira.example.com", "--Scim:Jira:TokenFile=/nowhere/token"]));

        Assert.That(thrown!.Faults.Select(f => f.ToString()), Is.EqualTo(new[]
        {
            $"Scim:Jira:TokenFile = '/nowhere/token' can't be read: {MessageOf("/nowhere/token")}",
        }));
    }

    [TestCase("--Scim:Guard:MaxDeactivations=-1", "Scim:Guard:MaxDeactivations = '-1' is out of range: expected 0 (no guard) to 10000.")]
    [TestCase("--Scim:Guard:Window=1s", "Scim:Guard:Window = '00:00:01' is out of range: expected 1m to 31d.")]
    [TestCase("--Scim:Limits:RequestsPerSecond=-1", "Scim:Limits:RequestsPerSecond = '-1' is out of range: expected 0 (no limit) to 100000.")]
    [TestCase("--Scim:Limits:FilterTerms=0", "Scim:Limits:FilterTerms = '0' is out of range: expected 1 to 10000.")]
    [TestCase("--Scim:Auth:Entra:TenantId=contoso.com", "Scim:Auth:Entra:TenantId = 'contoso.com' is no tenant id: expected the GUID that Entra's overview page shows, such as 11111111-2222-3333-4444-555555555555.")]
    [TestCase("--Scim:Auth:Entra:MetadataAddress=http://keys.example.com", "Scim:Auth:Entra:MetadataAddress = 'http://keys.example.com/' isn't reached by https, so anybody in between could give other keys: expected an https address.")]
    public void A_value_out_of_its_range_is_a_fault(string setting, string fault)
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(["--Scim:Adapter=jira", setting]));

        Assert.That(thrown!.Faults.Select(f => f.ToString()), Does.Contain(fault));
    }

    [TestCase("", "Scim:Adapter is missing: expected {names}.")]
    [TestCase("sap", "Scim:Adapter = 'sap' is no adapter: expected {names}.")]
    public void An_adapter_that_nobody_has_is_a_fault(string name, string fault)
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build([$"--Scim:Adapter={name}"]));

        Assert.That(thrown!.Faults.Select(f => f.ToString()), Does.Contain(fault.Replace("{names}", string.Join(" or ", AdapterCatalog.Names), StringComparison.Ordinal)));
    }

    [Test]
    public void A_map_that_ends_where_the_prefix_leads_is_a_fault()
    {
        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(
            ["--Scim:Adapter=jira", "--Scim:Groups:Prefix=scim-", "--Scim:Groups:Map:Sales=scim-staff"]));

        Assert.That(thrown!.Faults.Select(f => f.ToString()), Does.Contain(
            "Scim:Groups:Map names product groups that Scim:Groups:Prefix 'scim-' also leads to (scim-staff): expected names that don't begin with the prefix."));
    }

    private static string MessageOf(string file)
    {
        try
        {
            File.ReadAllBytes(file);
            return "";
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
