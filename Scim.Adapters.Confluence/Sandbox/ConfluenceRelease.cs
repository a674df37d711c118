namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>What changed in Confluence's REST API from version to version.</summary>
internal sealed record ConfluenceRelease(Version Version)
{
    /// <summary>Groups, memberships, enabling, disabling, deletion.</summary>
    public bool HasWrites => Version >= new Version(8, 2);

    /// <summary>Accounts are made and listed.</summary>
    public bool HasCreation => Version >= new Version(8, 4);

    public bool HasServerInformation => Version >= new Version(9, 1);

    public bool HasUpdate => Version >= new Version(9, 3);

    /// <summary>9.3, and late updates of 9.2.</summary>
    public bool HasPermissions => HasUpdate || (Version >= new Version(9, 2, 18) && Version < new Version(9, 3));

    public int BuildNumber => (Version.Major * 1000) + (Version.Minor * 10);
}
