using System.Net;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Confluence.ConfluenceRest;

namespace Scim.Adapters.Confluence;

/// <summary>What the probe asks of Confluence itself: version, credentials, permissions, seats, and whether addresses can be seen.</summary>
internal sealed class ConfluenceProbe(ProductHttp http) : ProductProbe(http, "Confluence", ConfluenceOptions.Section)
{
    protected override async Task<string?> LookAsync(ProbeFindings findings, CancellationToken ct)
    {
        var product = await VersionAsync(findings, ct);
        if (!findings.HasFailed && await LogInAsync(findings, ct) is { } own && await PermissionsAsync(findings, own, ct))
        {
            await AddressesAsync(findings, own, ct);
        }

        return product;
    }

    private async Task<string?> VersionAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get(ConfluenceVersion.Path) with { IsAnonymous = true }, ct);
        if (answer.IsSuccess && answer.Read(ConfluenceJson.Default.ConfluenceManifest) is { Version: { } text } manifest)
        {
            Judge(findings, text, manifest.TypeId);
            return $"Confluence {text}";
        }

        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Warn("version",
                $"Confluence, or something in front of it, doesn't tell its version to visitors: make sure that it is {ConfluenceVersion.Oldest} or later.");
        }
        else
        {
            FailVersion(findings, answer);
        }

        return null;
    }

    private static void Judge(ProbeFindings findings, string text, string? type)
    {
        var version = ConfluenceVersion.Parse(text);
        if (type is not null && type != "confluence")
        {
            findings.Fail("version", $"This is no Confluence but another product ({type}, {text}): set Scim:Adapter or the address to fit.");
        }
        else if (version is not null && version < ConfluenceVersion.Oldest)
        {
            findings.Fail("version", ConfluenceVersion.TooOld(version));
        }
        else
        {
            findings.Fine("version", $"This is Confluence {text}.");
            if (version is not null && version < ConfluenceVersion.WithUpdates)
            {
                findings.Warn("updates",
                    $"{ConfluenceVersion.NoUpdates(text)} They are set when an account is made; later changes stay with the gateway, which shows them in SCIM, until Confluence is updated.");
            }
        }
    }

    private async Task<ConfluenceUser?> LogInAsync(ProbeFindings findings, CancellationToken ct)
    {
        var request = ProductRequest.Get($"{Root}/user/current");
        var answer = await Http.AskOnceAsync(request, ct);
        if (!answer.IsSuccess || answer.Read(ConfluenceJson.Default.ConfluenceUser) is not { Username: { } name, UserKey: not null } own
            || !IsKnown(own) || Http.Refusal(request, answer) is not null)
        {
            FailLogIn(findings, request, answer);
            return null;
        }

        findings.Fine("credentials", $"Confluence knows the gateway as '{name}'.");
        return own;
    }

    private async Task<bool> PermissionsAsync(ProbeFindings findings, ConfluenceUser own, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get(ConfluenceSeats.Remaining), ct);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            findings.Fail("permissions",
                $"The gateway's account isn't a Confluence administrator: put it into {ConfluencePermissions.Administrators}.");
            return false;
        }

        var groups = await Http.AskOnceAsync(ProductRequest.Get($"{Root}/user/memberof?key={ProductRequest.Escape(own.UserKey!)}&start=0&limit=100"), ct);
        var names = groups.IsSuccess ? groups.Read(ConfluenceJson.Default.GroupPage)?.Results?.Select(g => g.Name) : null;
        if (names?.Contains(ConfluencePermissions.Administrators, StringComparer.OrdinalIgnoreCase) == true)
        {
            findings.Fine("permissions", $"The gateway's account is in {ConfluencePermissions.Administrators} and may do everything.");
        }
        else
        {
            findings.Warn("permissions",
                $"The gateway's account isn't in {ConfluencePermissions.Administrators}: Confluence may refuse it to make and delete groups and to delete accounts, which a system administrator may. Put it there.");
        }

        if (answer.IsSuccess && answer.Read(ConfluenceJson.Default.ConfluenceCount)?.Count is 0)
        {
            await SeatsAsync(findings, ct);
        }

        return true;
    }

    private async Task SeatsAsync(ProbeFindings findings, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get(ConfluenceSeats.Most), ct);
        var most = answer.IsSuccess ? answer.Read(ConfluenceJson.Default.ConfluenceCount)?.Count : null;
        findings.Warn("licence",
            $"{(most is > 0 ? ConfluenceSeats.Sentence(most.Value, 0) : "Every seat of Confluence is taken.")} No account can be made or activated until one is free or the licence is larger.");
    }

    private async Task AddressesAsync(ProbeFindings findings, ConfluenceUser own, CancellationToken ct)
    {
        var answer = await Http.AskOnceAsync(ProductRequest.Get($"{ConfluenceProfiles.Root}/{ProductRequest.Escape(own.Username!)}"), ct);
        if (!answer.IsSuccess || ConfluenceProfiles.Address(answer.Read(ConfluenceJson.Default.ConfluenceProfile)) is null)
        {
            findings.Warn("email",
                "Confluence doesn't show e-mail addresses here, so the gateway can't change the display name of an account whose address it never wrote: "
                + "switch on the plugin \"Confluence Mobile\" and let addresses be seen, or let the client send both.");
        }
    }
}
