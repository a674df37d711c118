using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;
using Scim.Tests.Vectors;

namespace Scim.Tests.EndToEnd;

/// <summary>Whole conversations of real clients (shared/vectors/clients.jsonl), played by the tool that comes with them.</summary>
[Category("EndToEnd")]
public sealed class ClientConversationTests
{
    private Dictionary<string, JsonElement> _outcomes = [];

    private static IEnumerable<TestCaseData> Conversations => VectorFile.Cases("clients.jsonl");

    [OneTimeSetUp]
    public async Task PlayAsync()
    {
        var tool = SharedFiles.Find("tools/clients.py") ?? Skip("shared/tools/clients.py isn't beside the repository.");
        await using var gateway = await TestGateway.StartAsync();

        var run = await PlayAsync(tool, gateway);

        _outcomes = run.GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!);
    }

    [TestCaseSource(nameof(Conversations))]
    public void A_clients_conversation_goes_as_it_must(JsonElement conversation)
    {
        var played = _outcomes[conversation.GetProperty("id").GetString()!];

        var why = played.TryGetProperty("why", out var said) ? said.ToString() : "";
        Assert.That((played.GetProperty("outcome").GetString(), why), Is.EqualTo((IsOfLesserServer(conversation) ? "skipped" : "passed", "")));
    }

    // A conversation with a server that has no Bulk can't be had with one that has. Every other one is played, or the test fails.
    private static bool IsOfLesserServer(JsonElement conversation) =>
        conversation.TryGetProperty("requires", out var requires) && !requires.GetProperty("value").GetBoolean();

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
