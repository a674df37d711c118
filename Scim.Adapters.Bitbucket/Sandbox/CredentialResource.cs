using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>HTTP access tokens, SSH and GPG keys of a user; without a user, those of whoever asks.</summary>
internal sealed class CredentialResource(BitbucketSite site, BitbucketAnswers answers)
{
    public SandboxAnswer Tokens(SandboxRequest request) => site.BySlug(request.Route["slug"]) is { } user
        ? answers.Page(request, user.Tokens, id => new JsonObject { ["id"] = id, ["name"] = $"Token {id}", ["permissions"] = new JsonArray("REPO_READ") })
        : answers.NoUser(request.Route["slug"]);

    public SandboxAnswer RevokeToken(SandboxRequest request)
    {
        if (site.BySlug(request.Route["slug"]) is not { } user)
        {
            return answers.NoUser(request.Route["slug"]);
        }

        return user.Tokens.Remove(request.Route["token"]) ? BitbucketAnswers.NoContent : BitbucketAnswers.NotFound("Not Found");
    }

    public SandboxAnswer SshKeys(SandboxRequest request) => Find(request, "userName", out var user) ?? Keys(request, user!.SshKeys);

    public SandboxAnswer DeleteSshKeys(SandboxRequest request) => Forget(request, "userName", user => user.SshKeys = 0);

    public SandboxAnswer GpgKeys(SandboxRequest request) => Find(request, "user", out var user) ?? Keys(request, user!.GpgKeys);

    public SandboxAnswer DeleteGpgKeys(SandboxRequest request) => Forget(request, "user", user => user.GpgKeys = 0);

    private SandboxAnswer Forget(SandboxRequest request, string parameter, Action<SiteUser> forget)
    {
        if (Find(request, parameter, out var user) is { } refusal)
        {
            return refusal;
        }

        forget(user!);
        return BitbucketAnswers.NoContent;
    }

    private SandboxAnswer Keys(SandboxRequest request, int count) =>
        answers.Page(request, Enumerable.Range(1, count).Select(i => $"{i}"), id => new JsonObject { ["id"] = id });

    private SandboxAnswer? Find(SandboxRequest request, string parameter, out SiteUser? user)
    {
        var name = request.Query(parameter) ?? request.Query("user");
        user = name is null ? site.Caller : site.ByName(name);
        return user is null ? answers.NoUser(name) : null;
    }
}
