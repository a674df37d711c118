using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary><c>/rest/api/2/user</c>: one user.</summary>
internal sealed class UserResource(
    JiraSite site, JiraSandboxOptions options, JiraRelease release, JiraTexts texts, JiraAnswers answers, TimeProvider time)
{
    private const int Longest = 255;
    private const string NothingToChange = "error.no.value.found.to.be.changed";

    public SandboxAnswer Get(SandboxRequest request) =>
        Find(request, out var user) ?? (IsLagging(user!) ? Missing(request) : JiraAnswers.Ok(answers.Full(user!, request.Query("expand"))));

    public SandboxAnswer Post(SandboxRequest request)
    {
        if (JsonBody(request, out var body) is { } refusal)
        {
            return refusal;
        }

        if (options.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyCreate);
        }

        var name = body.Text("name")?.Trim();
        var errors = new JsonObject();
        CheckName(errors, name, self: null);
        CheckEmail(errors, body.Text("emailAddress"));
        CheckDisplayName(errors, body.Text("displayName"));
        var keys = body["applicationKeys"] as JsonArray;
        var roles = keys is null
            ? site.Roles
            : site.Roles.FindAll(r => keys.Any(k => string.Equals(k?.GetValue<string>(), r.Key, StringComparison.Ordinal)));
        if (keys is not null && roles.Count < keys.Count)
        {
            errors["applicationKeys"] = texts.UnknownApplication;
        }

        if (errors.Count > 0)
        {
            return JiraAnswers.Error(400, [], errors);
        }

        if (keys is not null && roles.Exists(site.IsFull))
        {
            return JiraAnswers.Error(400, texts.NoSeats);
        }

        // "active" in this body has no effect; nor has "key".
        var user = site.Add(name!, body.Text("displayName")!.Trim(), body.Text("emailAddress")!.Trim());
        foreach (var group in roles.Where(r => !site.IsFull(r)).SelectMany(r => r.DefaultGroups))
        {
            site.Groups[group].Members.Add(user.Key);
        }

        return JiraAnswers.Created(options.IsCreateAnswerBare ? answers.Bare(user) : answers.Full(user));
    }

    public SandboxAnswer Put(SandboxRequest request)
    {
        if ((JsonBody(request, out var body) ?? Find(request, out var found)) is { } refusal)
        {
            return refusal;
        }

        _ = Find(request, out found);
        var user = found!;
        var active = release.HasActiveInUpdate ? body.Flag("active") : null;
        if (body.Text("name") is null && body.Text("emailAddress") is null && body.Text("displayName") is null && active is null)
        {
            return JiraAnswers.Error(400, NothingToChange);
        }

        if (options.IsReadOnly || user.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyUpdate);
        }

        var errors = new JsonObject();
        if (body.ContainsKey("name"))
        {
            CheckName(errors, body.Text("name")?.Trim(), user);
        }

        if (body.ContainsKey("emailAddress"))
        {
            CheckEmail(errors, body.Text("emailAddress"));
        }

        if (body.ContainsKey("displayName"))
        {
            CheckDisplayName(errors, body.Text("displayName"));
        }

        if (active == false && user.IsLead)
        {
            errors["active"] = texts.Lead(user.Name);
        }

        if (errors.Count > 0)
        {
            return JiraAnswers.Error(400, [], errors);
        }

        if (active == false && IsOwn(user))
        {
            return JiraAnswers.Error(400, texts.NotYourself);
        }

        if (active == true && !user.Active && site.RolesOf(user).Exists(site.IsFull))
        {
            return JiraAnswers.Error(400, texts.NoSeats);
        }

        if (body.Text("name")?.Trim() is { } renamed)
        {
            site.Rename(user, renamed);
        }

        user.Email = body.Text("emailAddress")?.Trim() ?? user.Email;
        user.DisplayName = body.Text("displayName")?.Trim() ?? user.DisplayName;
        user.Active = active ?? user.Active;
        return JiraAnswers.Ok(answers.Full(user));
    }

    public SandboxAnswer Delete(SandboxRequest request)
    {
        if (Find(request, out var user) is { } refusal)
        {
            return refusal;
        }

        var reason = options.IsReadOnly || user!.IsReadOnly ? texts.ReadOnlyDelete
            : IsOwn(user) ? texts.NotYourself
            : user.IsLead ? texts.Lead(user.Name)
            : user.Assigned > 0 ? texts.Assigned(user.Name, user.Assigned)
            : user.Comments > 0 ? texts.Comments(user.Name, user.Comments)
            : null;
        if (reason is not null)
        {
            return JiraAnswers.Error(400, reason);
        }

        site.Remove(user!);
        return SandboxAnswer.Empty(HttpStatusCode.NoContent);
    }

    /// <summary>The body as an object, or why it isn't taken.</summary>
    public static SandboxAnswer? JsonBody(SandboxRequest request, out JsonObject body)
    {
        body = [];
        if (!request.IsJson)
        {
            return JiraAnswers.Framework(415, "Unsupported Media Type");
        }

        if (request.Json() is not { } json)
        {
            return JiraAnswers.Framework(400, "Unexpected character: was expecting an object");
        }

        body = json;
        return null;
    }

    private SandboxAnswer? Find(SandboxRequest request, out SiteUser? user)
    {
        var name = request.Query("username");
        var key = request.Query("key");
        user = null;
        if ((name is null) == (key is null))
        {
            return JiraAnswers.Error(400, texts.OneOfNameAndKey);
        }

        user = name is not null ? site.ByName(name) : site.ByKey(key!);
        return user is null ? Missing(request) : null;
    }

    private SandboxAnswer Missing(SandboxRequest request) => JiraAnswers.Error(
        404, request.Query("username") is { } name ? texts.NoUserNamed(name) : texts.NoUserWithKey(request.Query("key") ?? ""));

    private bool IsLagging(SiteUser user) => time.GetUtcNow() - user.Made < options.ReplicationLag;

    private bool IsOwn(SiteUser user) => string.Equals(user.Name, options.Username, StringComparison.OrdinalIgnoreCase);

    private void CheckName(JsonObject errors, string? name, SiteUser? self)
    {
        var complaint = string.IsNullOrEmpty(name) ? texts.NameMissing
            : name.Length > Longest ? texts.TooLong
            : name.AsSpan().IndexOfAny(options.ForbiddenInNames) >= 0 || name.Any(char.IsControl) ? texts.NameCharacters
            : site.ByName(name) is { } holder && holder != self ? texts.NameTaken
            : null;
        if (complaint is not null)
        {
            errors["username"] = complaint;
        }
    }

    private void CheckEmail(JsonObject errors, string? email)
    {
        if (email is null || email.Length > Longest || email.Trim().Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            errors["email"] = email?.Length > Longest ? texts.TooLong : texts.EmailInvalid;
        }
    }

    private void CheckDisplayName(JsonObject errors, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > Longest)
        {
            errors["fullname"] = string.IsNullOrWhiteSpace(name) ? texts.FullNameMissing : texts.TooLong;
        }
    }
}
