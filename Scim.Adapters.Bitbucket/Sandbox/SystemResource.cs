using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>What Bitbucket tells of itself: version and licence.</summary>
internal sealed class SystemResource(BitbucketSite site, BitbucketSandboxOptions options, TimeProvider time)
{
    /// <summary>Without a log-in; numbers come as text.</summary>
    public SandboxAnswer Properties() => BitbucketAnswers.Ok(new JsonObject
    {
        ["version"] = options.Version.ToString(),
        ["buildNumber"] = $"{(options.Version.Major * 1_000_000) + (options.Version.Minor * 1000) + Math.Max(0, options.Version.Build)}",
        ["buildDate"] = "1735689600000",
        ["displayName"] = "Bitbucket",
    });

    /// <summary>With the licence's own text in it.</summary>
    public SandboxAnswer Licence() => BitbucketAnswers.Ok(new JsonObject
    {
        ["creationDate"] = time.GetUtcNow().AddYears(-1).ToUnixTimeMilliseconds(),
        ["expiryDate"] = time.GetUtcNow().AddDays(options.IsExpired ? -1 : 100).ToUnixTimeMilliseconds(),
        ["maximumNumberOfUsers"] = Math.Max(0, options.Seats),
        ["unlimitedNumberOfUsers"] = options.Seats < 0,
        ["serverId"] = "AAAA-BBBB-CCCC-DDDD",
        ["license"] = "AAABsecretLicenceText",
        ["status"] = new JsonObject { ["serverId"] = "AAAA-BBBB-CCCC-DDDD", ["currentNumberOfUsers"] = site.SeatsTaken },
    });
}
