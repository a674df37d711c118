using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Api.Authentication;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.ClientCorpus;

/// <summary>Plays one file of the corpus on a gateway above Jira's sandbox, and tells what came otherwise.</summary>
internal sealed partial class CorpusRun(CorpusFile file, TestGateway gateway)
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <returns>What isn't as the file says, a line each.</returns>
    /// <exception cref="FormatException">A line of the file that isn't of the format.</exception>
    public async Task<IReadOnlyList<string>> FailuresAsync()
    {
        foreach (var given in file.Given)
        {
            await MakeAsync(given);
        }

        var client = gateway.Client;
        if (file.Dialect is { } dialect)
        {
            var token = await gateway.Get<TokenIssuer>().CreateAsync("corpus", TokenScope.Provision, TimeSpan.FromDays(1), dialect, Actor.Gateway, default);
            client = gateway.CreateClient(token.Text.Reveal());
        }

        gateway.Product.ForgetCalls();
        using var request = Request();
        using var answer = await client.SendAsync(request);

        return [.. await AnswerAsync(answer), .. Product(), .. await AuditAsync(answer)];
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(new(file.Method), new Uri(gateway.Address, Filled(file.Target)));
        if (file.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Filled(file.Body)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/scim+json; charset=utf-8");
        }

        foreach (var (name, value) in file.Headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new FormatException($"{name} is no header of a request.");
            }
        }

        return request;
    }

    private async Task MakeAsync(string given)
    {
        switch (given.Split([' ', ':'], 3, StringSplitOptions.RemoveEmptyEntries))
        {
            case ["user", var name, .. var more]:
                var user = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(more is [var json] ? Filled(json) : "{}")!;
                user.TryAdd("userName", JsonSerializer.SerializeToElement(name));
                _ids[name] = await PostAsync("Users", JsonSerializer.Serialize(user));
                break;
            case ["group", var name, .. var members]:
                var values = string.Join(',', Names(members).Select(member => $$"""{"value":"{{_ids[member]}}"}"""));
                _ids[name] = await PostAsync("Groups", $$"""{"displayName":"{{name}}","members":[{{values}}]}""");
                break;
            case ["account", var name]:
                gateway.Sandbox.AddUser(name, name, $"{name}@example.com");
                break;
            case ["team", var name, .. var accounts]:
                gateway.Product.AddGroup(name, Names(accounts));
                break;
            default:
                throw new FormatException($"'{given}' can't be given.");
        }
    }

    private async Task<string> PostAsync(string path, string body)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Post, path, body);
        answer.EnsureSuccessStatusCode();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private async Task<IEnumerable<string>> AnswerAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var failures = new List<string>();
        if (int.Parse(file.Answer[0]) is var status && (int)answer.StatusCode != status)
        {
            failures.Add($"answer: expected {status}, found {(int)answer.StatusCode} {text}");
            return failures;
        }

        var json = text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        foreach (var check in file.Answer.Skip(1))
        {
            if (JsonLook.Failure(json, Filled(check)) is { } failure)
            {
                failures.Add($"answer: {failure} in {text}");
            }
        }

        return failures;
    }

    // Reads are the adapter's business; what changes the product is the client's.
    private IEnumerable<string> Product()
    {
        var calls = gateway.Product.Calls.Where(c => c.Method != "GET").ToList();
        var expected = file.Product.Select(Filled).ToList();
        return AreCalls([.. calls], expected)
            ? []
            : [$"product: expected{Lines(expected)}\nfound{Lines(calls.Select(c => $"{c.Method} {c.Target} {c.Body}"))}"];
    }

    // In their order, but for calls of one target, which may go out side by side: members of one request.
    private static bool AreCalls(List<SandboxCall> calls, List<string> expected)
    {
        for (var i = 0; i < Math.Min(calls.Count, expected.Count); i++)
        {
            var found = calls.FindIndex(i, call => IsCall(call, expected[i]));
            if (found < 0 || calls[i..found].Any(call => call.Method != calls[found].Method || call.Target != calls[found].Target))
            {
                return false;
            }

            (calls[i], calls[found]) = (calls[found], calls[i]);
        }

        return calls.Count == expected.Count;
    }

    private async Task<IEnumerable<string>> AuditAsync(HttpResponseMessage answer)
    {
        var entries = await gateway.AuditOfAsync(answer);
        var found = entries.Select(e => $"{e.Action} {e.Outcome.ToString().ToLowerInvariant()} {e.Dialect ?? "none"}").ToList();
        var notes = entries.SelectMany(e => e.Notes).ToList();
        var expected = file.Audit.Skip(1)
            .Select(line => line.StartsWith("note ", StringComparison.Ordinal) ? line[5..] : throw new FormatException($"'{line}' is no note."))
            .ToList();
        return found.SequenceEqual([file.Audit[0]]) && notes.Count == expected.Count && notes.Zip(expected).All(p => p.First.Contains(p.Second, StringComparison.Ordinal))
            ? []
            : [$"audit: expected{Lines(file.Audit)}\nfound{Lines([.. found, .. notes.Select(n => "note " + n)])}"];
    }

    // "PUT /path?key=*  {"active":false}": a star is anything but a space, the body may have more than is told here.
    private static bool IsCall(SandboxCall call, string expected)
    {
        var parts = expected.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var target = $"^{Regex.Escape(parts[1]).Replace("\\*", "[^ ]*", StringComparison.Ordinal)}$";
        return parts[0] == call.Method
            && Regex.IsMatch(call.Target, target, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            && (parts.Length == 2 || Covers(JsonSerializer.Deserialize<JsonElement>(call.Body), JsonSerializer.Deserialize<JsonElement>(parts[2])));
    }

    private static bool Covers(JsonElement found, JsonElement expected) => expected.ValueKind == JsonValueKind.Object
        ? expected.EnumerateObject().All(p => found.TryGetProperty(p.Name, out var value) && Covers(value, p.Value))
        : JsonElement.DeepEquals(found, expected);

    private string Filled(string text) => Placeholder().Replace(
        text, match => _ids.TryGetValue(match.Groups["name"].Value, out var id) ? id : throw new FormatException($"{match.Value} isn't given."));

    private static string[] Names(string[] list) =>
        list is [var names] ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => "\n  " + line));

    [GeneratedRegex(@"\{(?<name>[a-z][a-z0-9-]*)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}
