using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary><c>/rest/api/admin/user</c> and its long tasks: what is changed of users.</summary>
internal sealed class AdminUserResource(ConfluenceSite site, ConfluenceSandboxOptions options, ConfluenceTexts texts, ConfluenceAnswers answers)
{
    private const int Longest = 255;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\,+<>'\"");
    private static readonly string[] Members = ["userName", "fullName", "email", "password", "notifyViaEmail"];

    public SandboxAnswer Post(SandboxRequest request)
    {
        if (answers.JsonBody(request, out var body) is { } refusal)
        {
            return refusal;
        }

        if (options.RefusesUnknownMembers && body.Any(m => !Members.Contains(m.Key, StringComparer.Ordinal)))
        {
            return answers.Error(400, texts.UnknownMember);
        }

        var name = body.Text("userName");
        var complaint = IsName(name) ? Complaint(body) : texts.NameInvalid;
        complaint ??= body.Flag("notifyViaEmail") == true == string.IsNullOrWhiteSpace(body.Text("password")) ? null : texts.PasswordOrMail;
        if (complaint is not null)
        {
            return answers.Error(400, complaint);
        }

        if (options.IsReadOnly)
        {
            return answers.Error(options.ReadOnlyStatus, texts.ReadOnly);
        }

        if (site.ByName(name!) is not null)
        {
            return answers.Error(options.TakenNameStatus, texts.NameTaken);
        }

        if (site.IsFull)
        {
            return answers.Error(402, texts.NoSeats);
        }

        var user = site.Add(name!, body.Text("fullName")!, body.Text("email")!);
        if (options.DefaultGroup is { } group && site.Groups.TryGetValue(group, out var members))
        {
            members.Members.Add(user.Key);
        }

        return options.CreationsFailLate
            ? answers.Error(500, "null")
            : SandboxAnswer.Json(HttpStatusCode.Created, new JsonObject { ["userKey"] = user.Key });
    }

    /// <summary>Full name and address; the login name can't be changed.</summary>
    public SandboxAnswer Put(SandboxRequest request)
    {
        if ((Find(request, out var user, options.UnknownUserStatus) ?? answers.JsonBody(request, out _)) is { } refusal)
        {
            return refusal;
        }

        _ = answers.JsonBody(request, out var body);
        if (options.TakesPartialUpdates)
        {
            body["fullName"] ??= user!.DisplayName;
            body["email"] ??= user!.Email;
        }

        if (Complaint(body) is { } complaint)
        {
            return answers.Error(400, complaint);
        }

        if (IsReadOnly(user!) is { } readOnly)
        {
            return readOnly;
        }

        user!.DisplayName = body.Text("fullName")!;
        user.Email = body.Text("email")!;
        return ConfluenceAnswers.NoContent;
    }

    public SandboxAnswer Enable(SandboxRequest request)
    {
        if ((Find(request, out var user) ?? IsReadOnly(user!)) is { } refusal)
        {
            return refusal;
        }

        if (options.EnablingChecksSeats && !user!.Active && site.IsFull)
        {
            return answers.Error(402, texts.NoSeats);
        }

        user!.Active = true;
        return ConfluenceAnswers.NoContent;
    }

    public SandboxAnswer Disable(SandboxRequest request)
    {
        if ((Find(request, out var user) ?? IsReadOnly(user!) ?? IsOwn(user!)) is { } refusal)
        {
            return refusal;
        }

        user!.Active = false;
        return ConfluenceAnswers.NoContent;
    }

    /// <summary>Submitted, not done: the answer names the task.</summary>
    public SandboxAnswer Delete(SandboxRequest request)
    {
        if ((Find(request, out var user) ?? IsReadOnly(user!) ?? IsOwn(user!)) is { } refusal)
        {
            return refusal;
        }

        var task = site.Delete(user!);
        return SandboxAnswer.Json(HttpStatusCode.Accepted, new JsonObject
        {
            ["id"] = task.Id,
            ["links"] = new JsonObject
            {
                ["result"] = options.Link($"/rest/api/longtask/{task.Id}/result"),
                ["status"] = options.Link($"/rest/api/longtask/{task.Id}/status"),
            },
        });
    }

    public SandboxAnswer Task(SandboxRequest request)
    {
        if (site.Task(request.Route["id"]) is not { } task)
        {
            return answers.Error(404, texts.NoTask(request.Route["id"]));
        }

        var message = new JsonObject { ["key"] = "remove.user.failed", ["args"] = new JsonArray(), ["translation"] = texts.DeletionFailed };
        return ConfluenceAnswers.Ok(new JsonObject
        {
            ["id"] = task.Id,
            ["name"] = new JsonObject { ["key"] = "remove.user", ["args"] = new JsonArray(task.Account.Name) },
            ["elapsedTime"] = 100,
            ["percentageComplete"] = task.IsDone ? 100 : 50,
            ["successful"] = !task.IsDone || task.IsSuccessful,
            ["messages"] = task is { IsDone: true, IsSuccessful: false } ? new JsonArray(message) : [],
        });
    }

    private SandboxAnswer? Find(SandboxRequest request, out SandboxAccount? user, int missing = 404)
    {
        var name = request.Route["username"];
        user = site.ByName(name);
        return user is null ? answers.Error(missing, texts.NoUserNamed(name)) : null;
    }

    private SandboxAnswer? IsReadOnly(SandboxAccount user) =>
        options.IsReadOnly || user.IsReadOnly ? answers.Error(options.ReadOnlyStatus, texts.ReadOnly) : null;

    private SandboxAnswer? IsOwn(SandboxAccount user) =>
        string.Equals(user.Name, options.Username, StringComparison.OrdinalIgnoreCase) ? answers.Error(400, texts.NotYourself) : null;

    private string? Complaint(JsonObject body) =>
        body.Text("fullName") is not { Length: <= Longest } fullName || string.IsNullOrWhiteSpace(fullName) || fullName.AsSpan().ContainsAny('<', '>')
            ? texts.FullNameInvalid
            : body.Text("email") is not { Length: <= Longest } email || email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || email.Any(char.IsWhiteSpace)
                ? texts.EmailInvalid
                : null;

    private static bool IsName(string? name) => name is { Length: > 0 and <= Longest } && name != "anonymous" && !name.AsSpan().ContainsAny(Forbidden)
        && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.ToLowerInvariant(c) != c);
}
