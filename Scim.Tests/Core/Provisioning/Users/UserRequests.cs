using System.Net.Http.Headers;
using System.Text;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>Requests about users, and what became of them in the product and in the audit log.</summary>
internal static class UserRequests
{
    private const string Api = "/rest/api/2";

    public static Task<Answer> PostAsync(this TestGateway gateway, string body) => gateway.AskAsync(HttpMethod.Post, "Users", body);

    /// <param name="operations">The operations, without the list's brackets.</param>
    public static Task<Answer> PatchAsync(this TestGateway gateway, string id, string operations) => gateway.AskAsync(
        HttpMethod.Patch,
        $"Users/{id}",
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""");

    public static Task<Answer> PutAsync(this TestGateway gateway, string id, string body) => gateway.AskAsync(HttpMethod.Put, $"Users/{id}", body);

    public static Task<Answer> DeleteAsync(this TestGateway gateway, string id) => gateway.AskAsync(HttpMethod.Delete, $"Users/{id}");

    public static Task<Answer> ReadAsync(this TestGateway gateway, string id) => gateway.AskAsync(HttpMethod.Get, $"Users/{id}");

    public static Task<Answer> FindAsync(this TestGateway gateway, string filter, HttpClient? client = null) =>
        gateway.AskAsync(HttpMethod.Get, $"Users?filter={Uri.EscapeDataString(filter)}", client: client);

    public static Task<Answer> FindNameAsync(this TestGateway gateway, string name) => gateway.FindAsync($"userName eq \"{name}\"");

    public static async Task<Answer> AskAsync(this TestGateway gateway, HttpMethod method, string path, string? body = null, HttpClient? client = null)
    {
        using var message = await gateway.SendAsync(method, path, body, client);
        return await Answer.OfAsync(message);
    }

    /// <summary>A group of ours with these members; answers its id.</summary>
    public static async Task<string> AddGroupAsync(this TestGateway gateway, string name, params IEnumerable<string> members)
    {
        var values = string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""));
        return (await gateway.AskAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}","members":[{{values}}]}""")).Id;
    }

    /// <summary>The calls that the product got since they were last forgotten, as "POST /user".</summary>
    public static string[] Calls(this TestGateway gateway) => [.. gateway.Sandbox.Calls.Select(c => $"{c.Method} {c.Target.Split('?')[0][Api.Length..]}")];

    /// <summary>The bodies of the updates that the product was sent since the calls were last forgotten.</summary>
    public static string[] SentBodies(this TestGateway gateway) => [.. gateway.Sandbox.Calls.Where(c => c.Method == "PUT").Select(c => c.Body)];

    /// <summary>Somebody edits an account at Jira's own pages; the call isn't ours and doesn't count.</summary>
    public static async Task ChangeInProductAsync(this TestGateway gateway, string name, string change)
    {
        using var invoker = new HttpMessageInvoker(gateway.Sandbox, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{gateway.Sandbox.BaseUrl}{Api}/user?username={name}")
        {
            Content = new StringContent(change, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-token");
        using var answer = await invoker.SendAsync(request, default);
        answer.EnsureSuccessStatusCode();
        gateway.Sandbox.ForgetCalls();
    }

    /// <summary>The request's entries in the audit log, a drift before what the request itself did.</summary>
    public static async Task<AuditEntry[]> EntriesAsync(this TestGateway gateway, Answer answer, int count = 1)
    {
        // The entry of a request that changed nothing is made when the answer is out: the server's side may still be about to.
        var log = gateway.Get<IAuditLog>();
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            await log.FlushAsync(default);
            var entries = new List<AuditEntry>();
            await foreach (var entry in log.ListAsync(new(RequestId: answer.RequestId), default))
            {
                entries.Add(entry);
            }

            if (entries.Count >= count || TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(10))
            {
                return [.. entries.OrderBy(e => e.Action, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>An entry's changes as "displayName: "Ann" to "Anna"".</summary>
    public static string[] Told(this AuditEntry entry) => [.. entry.Changes.Select(c => $"{c.Attribute}: {c.Before ?? "nothing"} to {c.After ?? "nothing"}")];

    /// <summary>An entry's product calls as "POST /user 201".</summary>
    public static string[] Products(this AuditEntry entry) =>
        [.. entry.Product.Select(c => $"{c.Method} {c.Path[(c.Path.IndexOf(Api, StringComparison.Ordinal) + Api.Length)..].Split('?')[0]} {c.Status}")];
}
