using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters.Sandbox;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>A run in which everything goes wrong that can, and then a search for each secret that it used, wherever the gateway wrote.</summary>
[Category("EndToEnd")]
[Rfc("7643-9.2-02", "7644-7.5.1-01")]
[Rfc("7643-9.2-02", "7644-7.5.1-01")]
public sealed class SecretsTests
{
    private const string ProductPassword = "the-products-own-password-4711";
    private const string UserPassword = "a-password-that-a-client-sends-0815";

    private static readonly SandboxFault[] Faults =
    [
        new SandboxFault.Throttle(1),
        new SandboxFault.Page(System.Net.HttpStatusCode.InternalServerError),
        new SandboxFault.Page(System.Net.HttpStatusCode.Unauthorized),
        new SandboxFault.Page(System.Net.HttpStatusCode.OK),
        new SandboxFault.CutOff(),
        new SandboxFault.ResetBefore(),
        new SandboxFault.ResetAfter(),
        new SandboxFault.HangAfter(),
    ];

    [Test]
    public async Task No_secret_stands_in_a_log_an_answer_an_audit_entry_or_the_store()
    {
        var folder = Directory.CreateTempSubdirectory("scim-test-");
        var options = new JiraSandboxOptions { Password = ProductPassword };
        using var sandbox = new JiraSandbox(options, TimeProvider.System);
        await using var product = await SandboxServer.StartAsync(sandbox);
        var settings = new Dictionary<string, string>
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = product.BaseUrl.AbsoluteUri,
            ["Scim:Jira:Username"] = options.Username,
            ["Scim:Jira:Password"] = ProductPassword,
            ["Scim:Product:Timeout"] = "300ms",
            ["Scim:Product:TotalTimeout"] = "2s",
            ["Scim:Product:Retries"] = "1",
            ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "scim.db")}",
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Debug",
        };
        var seen = new StringBuilder();
        string issued;
        await using (var gateway = await GatewayProcess.StartAsync(settings))
        {
            var created = await GatewayProcess.RunAsync(["token", "create", "--name", "searched", "--json"], settings);
            issued = JsonSerializer.Deserialize<JsonElement>(created.Output).GetProperty("secret").GetString()!;
            var client = gateway.CreateClient(issued);
            seen.AppendLine(await PostAsync(client, "fine"));
            foreach (var (fault, number) in Faults.Select((fault, number) => (fault, number)))
            {
                sandbox.Faults.Set(FaultDial.Writes, "*", fault, times: 2);
                seen.AppendLine(await PostAsync(client, $"user-{number}"));
                sandbox.Faults.Clear();
                sandbox.IsCaptchaRequired = false;
            }

            // Wrong tokens, broken bodies, unknown paths.
            seen.AppendLine(await PostAsync(gateway.CreateClient(issued[..^1] + "x"), "nobody"));
            seen.AppendLine(await TextAsync(await client.PostAsync("Users", new StringContent($$"""{"userName":"broken","password":"{{UserPassword}}" """))));
            seen.AppendLine(await TextAsync(await client.PatchAsync("Users/none", JsonContent.Create(new
            {
                schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
                Operations = new[] { new { op = "replace", path = "password", value = UserPassword } },
            }))));
            seen.AppendLine(await client.GetStringAsync("/health/ready")).AppendLine(await gateway.CreateClient().GetStringAsync("/metrics"));
            Assert.That(await gateway.StopAsync(), Is.Zero);
            seen.AppendLine(gateway.Said);
        }

        foreach (var command in new[] { "check", "audit --format jsonl", "audit --format csv", "token list" })
        {
            var run = await GatewayProcess.RunAsync(command.Split(' '), settings);
            seen.AppendLine(run.Output).AppendLine(run.Error);
        }

        settings["Scim:Users:OnDelete"] = "nonsense";
        settings["Scim:Store:Provider"] = "nonsense";
        settings["Scim:Jira:Token"] = "given-besides-the-password";
        seen.AppendLine((await GatewayProcess.RunAsync(["serve"], settings)).Error);
        foreach (var file in folder.GetFiles())
        {
            seen.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName)));
        }

        folder.Delete(recursive: true);
        var text = seen.ToString();
        Assert.That(text, Does.Contain("user-7").And.Contain("The configuration has"), "the run has left its traces");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{ProductPassword}"));
        string[] secrets = [GatewayProcess.Token, issued, issued.Split('_')[2][..32], ProductPassword, basic, UserPassword, "given-besides-the-password"];
        Assert.That(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    private static async Task<string> PostAsync(HttpClient client, string name) => await TextAsync(await client.PostAsJsonAsync("Users", new
    {
        schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
        userName = name,
        displayName = name,
        password = UserPassword,
    }));

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return $"{answer.Headers}\n{await answer.Content.ReadAsStringAsync()}";
        }
    }
}
