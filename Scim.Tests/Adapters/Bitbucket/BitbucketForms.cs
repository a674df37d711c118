using NUnit.Framework;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>
/// The Bitbucket of the documentation, and two in which everything that isn't known of Bitbucket is the other way round, the second with
/// the smallest pages.
/// </summary>
internal static class BitbucketForms
{
    public static IEnumerable<TestFixtureData> All =>
    [
        new(new BitbucketForm("documented", options => options.PageCap = 50)),
        new(new BitbucketForm("contrary", options =>
        {
            options.Version = new(7, 21, 0);
            options.Language = "de";
            options.PageCap = 40;
            options.HidesRows = true;
            options.HasStrangeSlugs = true;
            options.ChecksPut = true;
            options.RefusesMissingMembers = true;
            options.RenameTakenStatus = 400;
            options.IsUnknownEmpty = false;
            options.IsAdditionAtomic = false;
            options.AbsentMemberStatus = 404;
            options.AbsentPermissionStatus = 409;
            options.OwnRightStatus = 403;
        })),
        new(new BitbucketForm("oauth, pages of three", options =>
        {
            options.Version = new(9, 4, 2);
            options.PageCap = 3;
            options.AbsentPermissionStatus = 204;
        }, IsOAuth: true)),
    ];
}
