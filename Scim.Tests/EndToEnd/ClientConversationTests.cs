using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>Whole conversations of real clients (shared/vectors/clients.jsonl), played by the tool that comes with them.</summary>
[Category("EndToEnd")]
public sealed class ClientConversationTests
{
    [Test]
    public async Task Every_clients_conversation_goes_as_it_must()
    {
        var tool = SharedFiles.Find("tools/clients.py") ?? Skip("shared/tools/clients.py isn't beside the repository.");
        await using var gateway = await TestGateway.StartAsync();

        var run = await PlayAsync(tool, gateway);

        var failed = run.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("outcome").GetString() == "failed")
            .Select(c => $"{c.GetProperty("id")}: {c.GetProperty("why")}");
        Assert.That(failed, Is.Empty);
        Assert.That(run.GetProperty("passed").GetInt32(), Is.GreaterThan(90));
    }

    private static async Task<JsonElement> PlayAsync(string tool, TestGateway gateway)
    {
        var start = new ProcessStartInfo("python3", [tool, "--base", $"{gateway.Address.ToString().TrimEnd('/')}/scim/v2", "--token", TestGateway.BootstrapToken, "--json"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            using var python = Process.Start(start)!;
            var output = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            return JsonSerializer.Deserialize<JsonElement>(output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip("There is no python3 to run shared/tools/clients.py.");
            throw;
        }
    }

    private static string Skip(string reason)
    {
        Assert.Ignore(reason);
        return "";
    }
}
