using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary><c>admin/users</c>: one user.</summary>
internal sealed class UserResource(BitbucketSite site, BitbucketSandboxOptions options, BitbucketAnswers answers)
{
    public const string DefaultGroup = "stash-users";

    private const int Longest = 255;
    private static readonly string[] Updated = ["name", "displayName", "email"];

    /// <summary>From the query alone; a body isn't read.</summary>
    public SandboxAnswer Post(SandboxRequest request)
    {
        var (name, displayName, email) = (request.Query("name"), request.Query("displayName"), request.Query("emailAddress"));
        if (string.IsNullOrWhiteSpace(name))
        {
            return answers.Error(400, null, "A username must be provided to create a user.");
        }

        if (Complaint(name, displayName, email, "emailAddress") is { } complaint)
        {
            return complaint;
        }

        if (string.IsNullOrEmpty(request.Query("password")) && request.Query("notify") is null or "false")
        {
            return answers.Invalid("A password must be provided.", "password");
        }

        if (options.IsReadOnly)
        {
            return answers.ReadOnly();
        }

        if (site.ByName(name) is not null)
        {
            return answers.Error(409, BitbucketAnswers.Integrity, $"A user with the username '{name}' already exists.");
        }

        var group = request.Flag("addToDefaultGroup", true) ? site.Groups.GetValueOrDefault(DefaultGroup) : null;
        if (group is { Permission: > SitePermission.None } && options.Seats >= 0 && site.SeatsTaken >= options.Seats)
        {
            return answers.NoSeats();
        }

        var user = site.Add(name, displayName!, email);
        group?.Members.Add(user.Key);
        return BitbucketAnswers.NoContent;
    }

    public SandboxAnswer Put(SandboxRequest request)
    {
        if (request.Json() is not { } body)
        {
            return answers.Invalid("The request is no JSON object.");
        }

        if (options.RefusesUnknownMembers && body.Select(m => m.Key).Except(Updated, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            return answers.Error(
                400, null, $"Unrecognized field \"{unknown}\" (Class com.atlassian.stash.internal.rest.user.json.UserUpdate), not marked as ignorable");
        }

        if (Changeable(body.Text("name"), out var user) is { } refusal)
        {
            return refusal;
        }

        if (options.RefusesMissingMembers && (body.Text("displayName") is null || body.Text("email") is null))
        {
            return answers.Invalid("A display name and an address are required.", body.Text("email") is null ? "email" : "displayName");
        }

        var (displayName, email) = (body.Text("displayName") ?? user!.DisplayName, body.Text("email") ?? user!.Email);
        if (Complaint(user!.Name, displayName, email ?? "none@example.com", "email") is { } complaint)
        {
            return complaint;
        }

        (user.DisplayName, user.Email) = (displayName, email);
        return BitbucketAnswers.Ok(answers.Detailed(user));
    }

    public SandboxAnswer Rename(SandboxRequest request)
    {
        var body = request.Json();
        if (Changeable(body?.Text("name"), out var user) is { } refusal)
        {
            return refusal;
        }

        var name = body!.Text("newName");
        if (string.IsNullOrWhiteSpace(name) || name.Length > Longest)
        {
            return answers.Invalid("The new name is missing or too long.", "newName");
        }

        if (site.ByName(name) is { } holder && holder != user)
        {
            return answers.Error(options.RenameTakenStatus, BitbucketAnswers.Integrity, $"A user with the username '{name}' already exists.");
        }

        site.Rename(user!.Name, name);
        return BitbucketAnswers.Ok(answers.Detailed(user));
    }

    public SandboxAnswer Credentials(SandboxRequest request)
    {
        var body = request.Json();
        return Changeable(body?.Text("name"), out _)
            ?? (body?.Text("password") is { Length: > 0 } password && password == body.Text("passwordConfirm")
                ? BitbucketAnswers.NoContent
                : answers.Invalid("The passwords don't match.", "password"));
    }

    public SandboxAnswer Delete(SandboxRequest request)
    {
        if (Find(request.Query("name"), out var user) is { } refusal)
        {
            return refusal;
        }

        if (user == site.Caller)
        {
            return answers.Error(409, BitbucketAnswers.Integrity, "You cannot delete your own account.");
        }

        if (site.RightOf(user!) > site.RightOf(site.Caller))
        {
            return answers.HigherRank();
        }

        if (answers.IsReadOnly(user!))
        {
            return answers.ReadOnly();
        }

        var shown = answers.Detailed(user!);
        site.Remove(user!);
        return BitbucketAnswers.Ok(shown);
    }

    /// <summary>Only who is deleted can be erased.</summary>
    public SandboxAnswer Erasure(SandboxRequest request, bool isDone)
    {
        var name = request.Query("name") ?? "";
        if (!site.IsDeleted(name))
        {
            return site.ByName(name) is null
                ? answers.NoUser(name)
                : answers.Error(options.NotDeletedStatus, options.NotDeletedStatus == 409 ? BitbucketAnswers.Integrity : null, "The user isn't deleted.");
        }

        return isDone && site.Erase(name) ? BitbucketAnswers.Ok(new JsonObject { ["newIdentifier"] = "user-123ab" }) : BitbucketAnswers.NoContent;
    }

    private SandboxAnswer? Find(string? name, out SiteUser? user)
    {
        user = null;
        if (string.IsNullOrEmpty(name))
        {
            return answers.Invalid("A username is required.", "name");
        }

        user = site.ByName(name) is { IsService: false } found ? found : null;
        return user is null ? answers.NoUser(name) : null;
    }

    private SandboxAnswer? Changeable(string? name, out SiteUser? user) => Find(name, out user)
        ?? (site.RightOf(user!) > site.RightOf(site.Caller) ? answers.NotPermitted()
            : answers.IsReadOnly(user!) ? answers.ReadOnly()
            : null);

    private SandboxAnswer? Complaint(string name, string? displayName, string? email, string emailField)
    {
        if (name.Length > Longest)
        {
            return answers.Invalid("The username is too long.", "name");
        }

        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > Longest)
        {
            return answers.Invalid("The display name is missing or too long.", "displayName");
        }

        return string.IsNullOrWhiteSpace(email) || email.Length > Longest || (options.ChecksAddresses && !email.Contains('@', StringComparison.Ordinal))
            ? answers.Invalid("The e-mail address is missing or none.", emailField)
            : null;
    }
}
