using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>
/// Which Bitbucket the sandbox is. Most switches stand for something that isn't known of Bitbucket: an adapter must survive either way.
/// </summary>
public sealed class BitbucketSandboxOptions : ProductSandboxOptions
{
    public BitbucketSandboxOptions()
        : base(new("https://bitbucket.sandbox.invalid/bitbucket")) => Username = "gateway";

    public Version Version { get; set; } = new(10, 2, 1);

    /// <summary>An OAuth 2 access token of the service account, with the scope "Admin write"; <see cref="ProductSandboxOptions.Token"/> is an HTTP access token.</summary>
    public string OAuthToken { get; set; } = "sandbox-oauth-token";

    /// <summary>Whether an HTTP access token reaches the administrative resources that ask for no more than a seat.</summary>
    public bool TokenReads { get; set; } = true;

    /// <summary>Whether a PUT is checked against cross-site requests as a POST is.</summary>
    public bool ChecksPut { get; set; }

    /// <summary>Rows of a page at most, whatever is asked for.</summary>
    public int PageCap { get; set; } = 1000;

    /// <summary>Whether rows are left out between pages, so that the next one begins further on than the rows that came.</summary>
    public bool HidesRows { get; set; }

    /// <summary>Whether the slug can't be guessed from the name.</summary>
    public bool HasStrangeSlugs { get; set; }

    /// <summary>Whether addresses are checked for an @.</summary>
    public bool ChecksAddresses { get; set; } = true;

    /// <summary>Whether an update with a member that it doesn't know is refused.</summary>
    public bool RefusesUnknownMembers { get; set; } = true;

    /// <summary>Whether an update that leaves a member out is refused, or keeps what was there.</summary>
    public bool RefusesMissingMembers { get; set; }

    /// <summary>The status of a rename to a taken name.</summary>
    public int RenameTakenStatus { get; set; } = 409;

    /// <summary>Days for which a deleted account's id, permission, tokens and keys wait for whoever is made under its name; 0: none.</summary>
    public int DaysKept { get; set; } = 7;

    /// <summary>Whether the members of an unknown group, and the groups of an unknown user, are an empty page, or a 404.</summary>
    public bool IsUnknownEmpty { get; set; } = true;

    /// <summary>Whether an addition with an unknown member adds nobody, or those that stand before it.</summary>
    public bool IsAdditionAtomic { get; set; } = true;

    /// <summary>The status of taking out whoever is no member.</summary>
    public int AbsentMemberStatus { get; set; } = 200;

    /// <summary>The status of taking away a permission that nobody granted.</summary>
    public int AbsentPermissionStatus { get; set; } = 404;

    /// <summary>The status of a change that would lower the caller's own right.</summary>
    public int OwnRightStatus { get; set; } = 409;

    /// <summary>The status of an erasure of whoever isn't deleted.</summary>
    public int NotDeletedStatus { get; set; } = 409;

    /// <summary>Whether no directory can be written to.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The status with which a read-only directory refuses.</summary>
    public int ReadOnlyStatus { get; set; } = 400;

    /// <summary>Whether the licence has expired: everything can be read and nothing changed.</summary>
    public bool IsExpired { get; set; }
}
