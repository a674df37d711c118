using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;

namespace Scim.Adapters.Bitbucket;

/// <summary>Bitbucket's licence. Only administrators may read it, so it also shows whether the gateway's account is one.</summary>
internal static class BitbucketSeats
{
    public static ProductRequest Request { get; } = ProductRequest.Get($"{Admin}/license");

    public static bool IsExpired(BitbucketLicence licence, TimeProvider time) => licence.ExpiryDate < time.GetUtcNow().ToUnixTimeMilliseconds();

    public static bool IsFull(BitbucketLicence licence) => licence is { UnlimitedNumberOfUsers: not true, MaximumNumberOfUsers: > 0 }
        && licence.Status?.CurrentNumberOfUsers >= licence.MaximumNumberOfUsers;

    public static string Sentence(BitbucketLicence licence) =>
        $"{licence.Status?.CurrentNumberOfUsers} of {licence.MaximumNumberOfUsers} seats of Bitbucket are taken.";
}
