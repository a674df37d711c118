using System.Net;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;

namespace Scim.Adapters.Bitbucket;

/// <summary>What the probe asks of Bitbucket itself: version, credentials, permission, seats, directories.</summary>
internal sealed class BitbucketProbe(ProductHttp http, BitbucketOptions options) : ProductProbe(http, "Bitbucket", BitbucketOptions.Section)
{
    private static readonly Version Oldest = new(6, 0);

    /// <summary>As whom Bitbucket has answered; null where it doesn't say.</summary>
    public static string? OwnName(ProductAnswer answer) =>
        answer.Header("X-AUSERNAME") is { Length: > 0 } name ? Uri.UnescapeDataString(name) : null;

    protected override async Task<string?> LookAsync(ProbeFindings findings, CancellationToken ct)
    {
        var product = await VersionAsync(findings, ct);
        if (!findings.HasFailed && await LogInAsync(findings, ct) is { } users && await PermissionAsync(findings, ct))
        {
            Directories(findings, users);
        }

        return product;
    }

    private async Task<string?> VersionAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get($"{Root}/application-properties") with { IsAnonymous = true }, ct);
        if (answer.IsSuccess && answer.Read(BitbucketJson.Default.BitbucketProperties) is { Version: { Length: > 0 } text } properties)
        {
            if (!string.Equals(properties.DisplayName ?? "Bitbucket", "Bitbucket", StringComparison.OrdinalIgnoreCase))
            {
                findings.Fail("version", $"This is {properties.DisplayName} {text}, not Bitbucket: check {Key(nameof(BitbucketOptions.BaseUrl))}.");
            }
            else if (Version.TryParse(text.Split('-')[0], out var version) && version < Oldest)
            {
                findings.Fail("version", $"This is Bitbucket {text}; the gateway is made for {Oldest} and later. Update Bitbucket.");
            }
            else
            {
                findings.Fine("version", $"This is Bitbucket {text}.");
            }

            return $"{properties.DisplayName ?? "Bitbucket"} {text}";
        }

        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Warn("version", $"Bitbucket, or something in front of it, doesn't tell its version to visitors: make sure that it is {Oldest} or later.");
        }
        else
        {
            FailVersion(findings, answer);
        }

        return null;
    }

    private async Task<BitbucketUser[]?> LogInAsync(ProbeFindings findings, CancellationToken ct)
    {
        var request = ProductRequest.Get($"{Admin}/users?limit=25");
        var answer = await Http.AskOnceAsync(request, ct);
        if (!answer.IsSuccess || answer.Read(BitbucketJson.Default.UserPage) is not { } page)
        {
            if (answer.Status == HttpStatusCode.Unauthorized)
            {
                findings.Fail("credentials", Http.Fault(request, answer).Message);
            }
            else
            {
                FailLogIn(findings, request, answer);
            }

            return null;
        }

        findings.Fine("credentials", $"Bitbucket knows the gateway as '{OwnName(answer) ?? options.Username}'.");
        return page.Values ?? [];
    }

    private async Task<bool> PermissionAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(BitbucketSeats.Request, ct);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Fail("permissions",
                "The gateway's account doesn't administer Bitbucket: give it the global permission 'Admin', under Global permissions or through a group that has it.");
            return false;
        }

        findings.Fine("permissions", "The gateway's account administers Bitbucket; unless it is a system administrator, accounts and groups of those stay out of its reach.");
        if (answer.Read(BitbucketJson.Default.BitbucketLicence) is not { } licence || !answer.IsSuccess)
        {
            findings.Warn("licence", $"Bitbucket doesn't tell its seats, perhaps because it has no licence. {Http.Said(answer)}");
        }
        else if (BitbucketSeats.IsExpired(licence, Http.Time))
        {
            findings.Fail("licence", "Bitbucket's licence has expired, so it answers questions and refuses every change: renew it.");
        }
        else if (BitbucketSeats.IsFull(licence))
        {
            findings.Warn("licence", $"{BitbucketSeats.Sentence(licence)} Nobody more can be let in until one is free or the licence is larger.");
        }

        return true;
    }

    /// <summary>Of the accounts that the log-in showed.</summary>
    private static void Directories(ProbeFindings findings, BitbucketUser[] users)
    {
        var names = users.Where(u => u is { MutableDetails: false, DirectoryName: not null }).Select(u => $"'{u.DirectoryName}'").Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length > 0)
        {
            findings.Warn("directory",
                $"Bitbucket doesn't write to the directory {string.Join(", ", names)}: its accounts are found, but can't be changed or deactivated through the gateway. Provision them where they come from.");
        }
    }
}
