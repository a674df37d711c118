using System.Net;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>What the probe asks of Jira itself: version, credentials, permissions, seats.</summary>
internal sealed class JiraProbe(ProductHttp http, JiraOptions options) : ProductProbe(http, "Jira", JiraOptions.Section)
{
    private static readonly Version Oldest = new(8, 3);
    private static readonly Version OldestWithTokens = new(8, 14);

    protected override async Task<string?> LookAsync(ProbeFindings findings, CancellationToken ct)
    {
        var (product, version) = await VersionAsync(findings, ct);
        if (findings.HasFailed)
        {
            return product;
        }

        if (options.Token is not null && version is not null && version < OldestWithTokens)
        {
            findings.Fail("credentials",
                $"Jira {version} has no personal access tokens (they came with {OldestWithTokens}): set {Key(nameof(JiraOptions.Username))} "
                + $"and {Key(nameof(JiraOptions.Password))} instead of {nameof(JiraOptions.Token)}.");
            return product;
        }

        if (await LogInAsync(findings, ct) && await PermissionsAsync(findings, ct))
        {
            await SeatsAsync(findings, ct);
        }

        return product;
    }

    private async Task<(string? Product, Version? Version)> VersionAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get($"{Root}/serverInfo") with { IsAnonymous = true }, ct);
        if (answer.IsSuccess && answer.Read(JiraJson.Default.JiraServerInfo) is { Version: { } text } info)
        {
            var version = info.VersionNumbers is [var major, var minor, ..] ? new Version(major, minor) : null;
            Judge(findings, text, version, info);
            return ($"Jira {text}", version);
        }

        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Warn("version", "Jira, or something in front of it, doesn't tell its version to visitors: make sure that it is 8.3 or later.");
        }
        else
        {
            FailVersion(findings, answer);
        }

        return (null, null);
    }

    private static void Judge(ProbeFindings findings, string text, Version? version, JiraServerInfo info)
    {
        if (string.Equals(info.DeploymentType, "Cloud", StringComparison.OrdinalIgnoreCase))
        {
            findings.Fail("version", "This is Jira Cloud, which has another API and its own provisioning: the gateway serves Data Center and Server.");
        }
        else if (version is not null && version < Oldest)
        {
            findings.Fail("version", $"This is Jira {text}; the gateway needs {Oldest} or later, because earlier ones can't deactivate users over REST. Update Jira.");
        }
        else
        {
            findings.Fine("version", $"This is Jira {text}.");
        }
    }

    private async Task<bool> LogInAsync(ProbeFindings findings, CancellationToken ct)
    {
        var request = ProductRequest.Get($"{Root}/myself");
        var answer = await Http.AskOnceAsync(request, ct);
        if (!answer.IsSuccess || answer.Read(JiraJson.Default.JiraUser) is not { Name: { } name } own || Http.Refusal(request, answer) is not null)
        {
            FailLogIn(findings, request, answer);
            return false;
        }

        findings.Fine("credentials", $"Jira knows the gateway as '{name}'.");
        if (Address(own.EmailAddress) is null)
        {
            findings.Warn("email",
                "Jira hides or masks e-mail addresses (\"User email visibility\" in its general configuration), so the gateway can set them but doesn't see when somebody changes one: set it to Public or to logged-in users.");
        }

        return true;
    }

    private async Task<bool> PermissionsAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get($"{Root}/mypermissions"), ct);
        if (!answer.IsSuccess || answer.Read(JiraJson.Default.JiraPermissions)?.Permissions is not { } mine)
        {
            findings.Fail("permissions", $"Jira doesn't tell the permissions of the gateway's account. {Http.Said(answer)}");
            return false;
        }

        if (!Has("ADMINISTER"))
        {
            findings.Fail("permissions",
                "The gateway's account isn't a Jira administrator: put it into a group with the global permission 'Jira Administrators', such as jira-administrators.");
            return false;
        }

        if (mine.ContainsKey("USER_PICKER") && !Has("USER_PICKER"))
        {
            findings.Fail("permissions",
                "The gateway's account may not browse users, so Jira shows it no groups: give it the global permission 'Browse users and groups'.");
        }
        else
        {
            findings.Fine("permissions", Has("SYSTEM_ADMIN")
                ? "The gateway's account is a system administrator of Jira."
                : "The gateway's account is a Jira administrator; accounts and groups of system administrators stay out of its reach.");
        }

        return true;

        bool Has(string permission) => mine.GetValueOrDefault(permission)?.HavePermission == true;
    }

    private async Task SeatsAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get($"{Root}/applicationrole"), ct);
        if (!answer.IsSuccess || answer.Read(JiraJson.Default.JiraApplicationRoleArray) is not { } roles)
        {
            findings.Warn("licence", $"Jira doesn't tell its seats. {Http.Said(answer)}");
            return;
        }

        foreach (var role in roles.Where(JiraSeats.IsFull))
        {
            findings.Warn("licence", $"{JiraSeats.Sentence(role)} Nobody more can be let in until one is free or the licence is larger.");
        }
    }
}
