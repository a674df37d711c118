namespace Scim.Adapters.Jira.Sandbox;

/// <summary>What changed in Jira's REST API from version to version.</summary>
internal sealed record JiraRelease(Version Version)
{
    public bool HasActiveInUpdate => Version >= new Version(8, 3);

    public bool HasNumberedKeys => Version >= new Version(8, 4);

    public bool HasDeletedFlag => Version >= new Version(8, 10);

    public bool HasTokens => Version >= new Version(8, 14);

    public bool HasGetGroup => Version < new Version(10, 0);

    /// <summary>11.0, and late updates of 10.3.</summary>
    public bool HasUserList => Version >= new Version(11, 0) || (Version >= new Version(10, 3, 24) && Version < new Version(10, 4));

    /// <summary>Rows that a search shows in all, or null where only a page is limited.</summary>
    public int? SearchTotal => Version >= new Version(10, 0) && !(Version >= new Version(10, 3, 24) && Version < new Version(10, 4))
        ? 100
        : Version < new Version(8, 6) ? 1000 : null;

    public int SearchPage => SearchTotal is 100 ? 100 : 1000;

    /// <summary>The documentation lists both for a group that isn't there; the older ones take the one, the newer the other.</summary>
    public int UnknownGroupOnDelete => Version < new Version(9, 0) ? 400 : 404;

    /// <summary>Whether the complaint about a group's name in use stands under a field's key.</summary>
    public bool HasGroupNameField => Version >= new Version(10, 0);

    public int BuildNumber => (Version.Major * 100_000) + (Version.Minor * 1000) + Math.Max(0, Version.Build);
}
