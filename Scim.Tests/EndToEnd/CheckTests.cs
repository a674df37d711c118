using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Composition;
using Scim.Core.Adapters.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>The mistakes people make, and what <c>scim check</c> says of each, word for word.</summary>
[Category("EndToEnd")]
public sealed class CheckTests
{
    private DirectoryInfo _folder = null!;

    private string Store => Path.Combine(_folder.FullName, "scim.db");

    [OneTimeSetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("scim-test-");

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public Task A_wrong_path() => FindsAsync(
        "failed\tjira version\tThere is no Jira at {base}: Scim:Jira:BaseUrl must be the address people open Jira at, with its context path (such as /jira) if it has one.",
        baseUrl: url => new Uri(url, "/wrong/").AbsoluteUri);

    [Test]
    public Task A_log_in_page() => FindsAsync(
        "failed\tjira version\tA page for people came from {base} instead of an answer: a single sign-on or proxy stands in front of Jira's REST API. Let /rest pass for the gateway, or use the inner address.",
        sandbox => sandbox.Faults.Set("GET", "*", new SandboxFault.Page(HttpStatusCode.OK), times: 10));

    [Test]
    public Task A_token_of_somebody_who_is_no_administrator() => FindsAsync(
        "failed\tjira permissions\tThe gateway's account isn't a Jira administrator: put it into a group with the global permission 'Jira Administrators', such as jira-administrators.",
        sandbox => sandbox.IsAdministrator = false);

    [Test]
    public Task An_expired_token() => FindsAsync(
        "failed\tjira credentials\tJira refuses the gateway's credentials (401): check the configured token or password.",
        settings: settings => settings["Scim:Jira:Token"] = "expired");

    [Test]
    public Task An_account_that_is_locked_out() => FindsAsync(
        "failed\tjira credentials\tJira has locked the gateway's account after failed log-ins and wants a CAPTCHA: log in as that account in a browser once, or let an administrator reset its failed log-ins, and check the configured credentials first.",
        sandbox => sandbox.IsCaptchaRequired = true,
        WithPassword);

    [Test]
    public Task A_clock_that_goes_wrong() => FindsAsync(
        "warning\tjira clock\tJira's clock and the gateway's differ by 12 minutes: set both by the same time server, or tokens expire early and logs can't be compared.",
        sandbox => sandbox.ClockError = TimeSpan.FromMinutes(-12),
        exit: 0);

    [Test]
    public async Task A_self_signed_certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));

        await FindsAsync(
            "failed\tjira tls\tJira's certificate isn't accepted at {base}: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot. "
                + "Put the certificate of the authority that signed it into this machine's trust store (or name its file in SSL_CERT_FILE), and use the name that it was made for.",
            url: "https://127.0.0.1:0",
            certificate: certificate);
    }

    [Test]
    public Task Plain_HTTP_to_another_machine()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address))
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (own is null)
        {
            Assert.Ignore("This machine has no address but loopback.");
        }

        return FindsAsync(
            "warning\tjira tls\tThe gateway speaks to Jira without TLS, so its credentials travel in clear text: set Scim:Jira:BaseUrl to an https address.",
            url: $"http://{own}:0",
            exit: 0);
    }

    [Test]
    public Task Plain_HTTP_from_other_machines() => FindsAsync(
        "warning\tconfiguration\thttp://*:5999 is reached without TLS from other machines: tokens cross the network in clear. "
            + "Use https, or name the proxy that does in Scim:ForwardedHeaders:KnownProxies.",
        settings: settings => settings["Scim:Urls"] = "http://*:5999",
        exit: 0);

    [Test]
    public Task A_bootstrap_token_that_is_still_set() => FindsAsync(
        "warning\tconfiguration\tScim:Auth:BootstrapToken is set: a token with every right that never expires. Take it out once \"scim token create\" has made others.",
        settings: settings => settings["Scim:Auth:BootstrapToken"] = GatewayProcess.Token,
        exit: 0);

    [Test]
    public Task A_store_in_a_folder_that_is_not_there_yet()
    {
        var missing = Path.Combine(_folder.FullName, "missing");
        return FindsAsync(
            $"warning\tstore\tis in the folder {missing}, which isn't there: the next start or \"scim migrate\" makes it.",
            settings: settings => settings["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(missing, "scim.db")}",
            exit: 0);
    }

    [Test]
    public async Task A_store_where_no_file_can_be()
    {
        var file = Path.Combine(_folder.FullName, "a-file");
        await File.WriteAllTextAsync(file, "");

        await FindsAsync(
            $"failed\tstore\t{Path.Combine(file, "scim.db")} doesn't exist yet, and this account can't make it, as it may not write in {file}: "
                + "check Scim:Store:ConnectionString and the rights there.",
            settings: settings => settings["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(file, "scim.db")}");
    }

    [Test]
    public async Task A_store_that_cannot_be_written()
    {
        var migrated = await GatewayProcess.RunAsync(["migrate"], new Dictionary<string, string> { ["Scim:Store:ConnectionString"] = $"Data Source={Store}" });
        Assert.That(migrated.ExitCode, Is.Zero, migrated.Error);

        await FindsAsync(
            "failed\tstore\tcan be read but not written: SQLite Error 8: 'attempt to write a readonly database'. Give the gateway's account the right to write there, to the folder too.",
            settings: settings => settings["Scim:Store:ConnectionString"] = $"Data Source={Store};Mode=ReadOnly");
    }

    [Test]
    public async Task A_product_that_is_not_there_and_what_the_service_says_of_it_at_start()
    {
        var settings = new Dictionary<string, string>
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = "http://127.0.0.1:9",
            ["Scim:Jira:Token"] = "x",
            ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "unreachable.db")}",
        };
        const string Sentence = "Jira can't be reached at http://127.0.0.1:9/: Connection refused (127.0.0.1:9).";

        var check = await GatewayProcess.RunAsync(["check"], settings);
        await using var service = await GatewayProcess.StartAsync(settings);
        var said = await service.HearAsync(new("be worked with yet", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await service.StopAsync();

        Assert.That(check.Output, Does.Contain($"failed\tjira reachable\t{Sentence}"));
        Assert.That(_folder.GetFiles("unreachable.db"), Has.Length.EqualTo(1), "made by the start, not by check");
        Assert.That(service.Said.Split('\n').Count(line => line.Contains("be worked with yet", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(service.Said, Does.Contain(Sentence[Sentence.IndexOf("be reached", StringComparison.Ordinal)..]), "the log's JSON escapes apostrophes");
        Assert.That(said.Success, Is.True);
    }

    [Test]
    public Task A_product_that_is_too_old() => FindsAsync(
        "failed\tjira version\tThis is Jira 8.2.4; the gateway needs 8.3 or later, because earlier ones can't deactivate users over REST. Update Jira.",
        settings: WithPassword,
        version: new(8, 2, 4));

    [Test]
    public Task A_key_that_means_nothing() => FindsAsync(
        "warning\tconfiguration\tScim:Jira:BaseUrll has no meaning here and is passed over. Is Scim:Jira:BaseUrl meant?",
        settings: settings => settings["Scim:Jira:BaseUrll"] = "https://jira.example.com",
        exit: 0);

    [Test]
    public async Task For_scripts_it_is_JSON()
    {
        var run = await GatewayProcess.RunAsync(["check", "--json"], new Dictionary<string, string> { ["Scim:Adapter"] = "sap" });

        var found = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "")));
        Assert.That(found[0].EnumerateObject().Select(p => (p.Name, p.Value.GetString())), Is.EqualTo(new[]
        {
            ("verdict", "failed"), ("check", "configuration"), ("sentence", $"Scim:Adapter = 'sap' is no adapter: expected {string.Join(" or ", AdapterCatalog.Names)}."),
        }));
    }

    private static void WithPassword(Dictionary<string, string> settings)
    {
        var options = new JiraSandboxOptions();
        settings.Remove("Scim:Jira:Token");
        settings["Scim:Jira:Username"] = options.Username;
        settings["Scim:Jira:Password"] = options.Password;
    }

    private async Task FindsAsync(
        string expected,
        Action<JiraSandbox>? spoil = null,
        Action<Dictionary<string, string>>? settings = null,
        Func<Uri, string>? baseUrl = null,
        string url = "http://127.0.0.1:0",
        X509Certificate2? certificate = null,
        Version? version = null,
        int exit = 1)
    {
        var options = new JiraSandboxOptions();
        options.Version = version ?? options.Version;
        using var sandbox = new JiraSandbox(options, TimeProvider.System);
        spoil?.Invoke(sandbox);
        await using var product = await SandboxServer.StartAsync(sandbox, url, certificate);
        var address = baseUrl?.Invoke(product.BaseUrl) ?? product.BaseUrl.AbsoluteUri;
        var all = new Dictionary<string, string>
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = address,
            ["Scim:Jira:Token"] = options.Token,
            ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, $"{TestContext.CurrentContext.Test.ID}.db")}",
        };
        settings?.Invoke(all);

        var run = await GatewayProcess.RunAsync(["check"], all);

        await TestContext.Out.WriteLineAsync(run.Output);
        Assert.That(run.Output.Split('\n'), Does.Contain(expected.Replace("{base}", address.TrimEnd('/') + "/", StringComparison.Ordinal)), run.Output + run.Error);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exit, "")));
    }
}
