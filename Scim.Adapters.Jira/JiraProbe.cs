using System.Collections.Immutable;
using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>
/// Looks whether Jira is there and lets the gateway work. Each call once; what needs no log-in is asked without one, and nothing is asked
/// after credentials were refused: after three failed log-ins Jira locks an account behind a CAPTCHA.
/// </summary>
internal sealed class JiraProbe(ProductHttp http, JiraOptions options)
{
    private static readonly Version Oldest = new(8, 3);
    private static readonly Version OldestWithTokens = new(8, 14);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public async Task<ProbeReport> RunAsync(CancellationToken ct)
    {
        var findings = ImmutableArray.CreateBuilder<ProbeFinding>();
        string? product = null;
        try
        {
            product = await RunAsync(findings, ct);
        }
        catch (ProductException e) when (e.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
        {
            findings.Add(new("tls", ProbeVerdict.Failed,
                $"{e.Fault.Message} Put the certificate of the authority that signed it into this machine's trust store (or name its file in SSL_CERT_FILE), and use the name that it was made for."));
        }
        catch (ProductException e)
        {
            findings.Add(new("reachable", ProbeVerdict.Failed, $"{e.Fault.Message} Check {JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)}, DNS, firewall and proxy."));
        }

        return new(product, findings.ToImmutable());
    }

    private async Task<string?> RunAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        if (!await ReachAsync(findings, ct))
        {
            return null;
        }

        var (product, version) = await VersionAsync(findings, ct);
        if (findings.Any(f => f.Verdict == ProbeVerdict.Failed))
        {
            return product;
        }

        if (options.Token is not null && version is not null && version < OldestWithTokens)
        {
            findings.Add(new("credentials", ProbeVerdict.Failed,
                $"Jira {version} has no personal access tokens (they came with {OldestWithTokens}): set {JiraOptions.Section}:{nameof(JiraOptions.Username)} "
                + $"and {JiraOptions.Section}:{nameof(JiraOptions.Password)} instead of {nameof(JiraOptions.Token)}."));
            return product;
        }

        if (await LogInAsync(findings, ct) && await PermissionsAsync(findings, ct))
        {
            await SeatsAsync(findings, ct);
        }

        return product;
    }

    private async Task<bool> ReachAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        if (http.BaseUrl is { IsLoopback: false } address && address.Scheme != Uri.UriSchemeHttps)
        {
            findings.Add(new("tls", ProbeVerdict.Warning,
                $"The gateway speaks to Jira without TLS, so its credentials travel in clear text: set {JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)} to an https address."));
        }

        var answer = await http.AskOnceAsync(ProductRequest.Get("status") with { IsAnonymous = true }, ct);
        Clock(findings, answer);
        var state = answer.Read(JiraJson.Default.JiraStatus)?.State;
        if (state is "RUNNING")
        {
            findings.Add(new("reachable", ProbeVerdict.Fine, $"Jira is running at {http.BaseUrl}."));
            return true;
        }

        if (state is not null)
        {
            findings.Add(new("reachable", ProbeVerdict.Failed, state switch
            {
                "STARTING" or "STOPPING" => $"Jira is {state.ToLowerInvariant()}: try again in some minutes.",
                "FIRST_RUN" => "Jira isn't set up yet: finish its set-up in a browser.",
                "MAINTENANCE" => "Jira is in maintenance, such as a re-index: wait until it is over.",
                _ => $"Jira says that its state is {state}: an administrator must look at Jira itself.",
            }));
            return false;
        }

        if ((int)answer.Status >= 500)
        {
            findings.Add(new("reachable", ProbeVerdict.Failed,
                $"What answers at {http.BaseUrl} says {(int)answer.Status}: Jira behind it is down or overloaded; an administrator must look at it."));
            return false;
        }

        // A proxy may keep /status to itself; the version tells.
        return true;
    }

    private void Clock(ImmutableArray<ProbeFinding>.Builder findings, ProductAnswer answer)
    {
        if (answer.Date is { } theirs && (theirs - http.Time.GetUtcNow()).Duration() is var difference && difference > ClockTolerance)
        {
            findings.Add(new("clock", ProbeVerdict.Warning,
                $"Jira's clock and the gateway's differ by {difference.TotalMinutes:0} minutes: set both by the same time server, or tokens expire early and logs can't be compared."));
        }
    }

    private async Task<(string? Product, Version? Version)> VersionAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        var answer = await http.AskOnceAsync(ProductRequest.Get($"{Root}/serverInfo") with { IsAnonymous = true }, ct);
        if (answer.IsSuccess && answer.Read(JiraJson.Default.JiraServerInfo) is { Version: { } text } info)
        {
            var version = info.VersionNumbers is [var major, var minor, ..] ? new Version(major, minor) : null;
            findings.Add(Judge(text, version, info));
            return ($"Jira {text}", version);
        }

        findings.Add(answer.Status switch
        {
            HttpStatusCode.NotFound => new("version", ProbeVerdict.Failed,
                $"There is no Jira at {http.BaseUrl}: {JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)} must be the address people open Jira at, with its context path (such as /jira) if it has one."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("version", ProbeVerdict.Warning,
                "Jira, or something in front of it, doesn't tell its version to visitors: make sure that it is 8.3 or later."),
            _ when answer.IsHtml || (int)answer.Status is >= 300 and < 400 => new("version", ProbeVerdict.Failed,
                $"A page for people came from {http.BaseUrl} instead of an answer: a single sign-on or proxy stands in front of Jira's REST API. Let /rest/api pass for the gateway, or use the inner address."),
            _ => new ProbeFinding("version", ProbeVerdict.Failed,
                $"What answers at {http.BaseUrl} ({(int)answer.Status}) isn't Jira's REST API: check {JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)}."),
        });
        return (null, null);
    }

    private static ProbeFinding Judge(string text, Version? version, JiraServerInfo info)
    {
        if (string.Equals(info.DeploymentType, "Cloud", StringComparison.OrdinalIgnoreCase))
        {
            return new("version", ProbeVerdict.Failed, "This is Jira Cloud, which has another API and its own provisioning: the gateway serves Data Center and Server.");
        }

        return version is not null && version < Oldest
            ? new("version", ProbeVerdict.Failed, $"This is Jira {text}; the gateway needs {Oldest} or later, because earlier ones can't deactivate users over REST. Update Jira.")
            : new("version", ProbeVerdict.Fine, $"This is Jira {text}.");
    }

    private async Task<bool> LogInAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        var request = ProductRequest.Get($"{Root}/myself");
        var answer = await http.AskOnceAsync(request, ct);
        if (answer.IsSuccess && answer.Read(JiraJson.Default.JiraUser) is { Name: { } name } own && http.Refusal(request, answer) is null)
        {
            findings.Add(new("credentials", ProbeVerdict.Fine, $"Jira knows the gateway as '{name}'."));
            if (Address(own.EmailAddress) is null)
            {
                findings.Add(new("email", ProbeVerdict.Warning,
                    "Jira hides or masks e-mail addresses (\"User email visibility\" in its general configuration), so the gateway can set them but doesn't see when somebody changes one: set it to Public or to logged-in users."));
            }

            return true;
        }

        findings.Add(answer.Status == HttpStatusCode.TooManyRequests
            ? new("limits", ProbeVerdict.Failed, "Jira's rate limit stops the gateway's account (429): exempt that account under rate limiting in Jira's administration, or give it more.")
            : new("credentials", ProbeVerdict.Failed, http.Refusal(request, answer)?.Message ?? http.Said(answer)));
        return false;
    }

    private async Task<bool> PermissionsAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        var answer = await http.AskOnceAsync(ProductRequest.Get($"{Root}/mypermissions"), ct);
        if (!answer.IsSuccess || answer.Read(JiraJson.Default.JiraPermissions)?.Permissions is not { } mine)
        {
            findings.Add(new("permissions", ProbeVerdict.Failed, $"Jira doesn't tell the permissions of the gateway's account. {http.Said(answer)}"));
            return false;
        }

        if (!Has("ADMINISTER"))
        {
            findings.Add(new("permissions", ProbeVerdict.Failed,
                "The gateway's account isn't a Jira administrator: put it into a group with the global permission 'Jira Administrators', such as jira-administrators."));
            return false;
        }

        findings.Add(mine.ContainsKey("USER_PICKER") && !Has("USER_PICKER")
            ? new("permissions", ProbeVerdict.Failed,
                "The gateway's account may not browse users, so Jira shows it no groups: give it the global permission 'Browse users and groups'.")
            : Has("SYSTEM_ADMIN")
                ? new("permissions", ProbeVerdict.Fine, "The gateway's account is a system administrator of Jira.")
                : new ProbeFinding("permissions", ProbeVerdict.Fine,
                    "The gateway's account is a Jira administrator; accounts and groups of system administrators stay out of its reach."));
        return true;

        bool Has(string permission) => mine.GetValueOrDefault(permission)?.HavePermission == true;
    }

    private async Task SeatsAsync(ImmutableArray<ProbeFinding>.Builder findings, CancellationToken ct)
    {
        var answer = await http.AskOnceAsync(ProductRequest.Get($"{Root}/applicationrole"), ct);
        if (!answer.IsSuccess || answer.Read(JiraJson.Default.JiraApplicationRoleArray) is not { } roles)
        {
            findings.Add(new("licence", ProbeVerdict.Warning, $"Jira doesn't tell its seats. {http.Said(answer)}"));
            return;
        }

        foreach (var role in roles.Where(JiraSeats.IsFull))
        {
            findings.Add(new("licence", ProbeVerdict.Warning, $"{JiraSeats.Sentence(role)} Nobody more can be let in until one is free or the licence is larger."));
        }
    }
}
