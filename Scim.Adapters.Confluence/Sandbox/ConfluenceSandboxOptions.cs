using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>Which Confluence the sandbox is. Where Confluence's behaviour isn't proven, there is a switch; its default is the harsher reading.</summary>
public sealed class ConfluenceSandboxOptions() : ProductSandboxOptions(new("https://wiki.sandbox.invalid/confluence"))
{
    /// <summary>7.19 (reads only) to 10.2; what changed in between changes here too.</summary>
    public Version Version { get; set; } = new(9, 2, 21);

    /// <summary>The group that every new account joins, which takes a seat; null: none.</summary>
    public string? DefaultGroup { get; set; } = "confluence-users";

    /// <summary>Rows that a page of a list has at most.</summary>
    public int PageCap { get; set; } = 200;

    /// <summary>Whether the link to the next page goes on by the rows that were asked for, so that those beyond the cap are never seen.</summary>
    public bool NextCountsAsked { get; set; } = true;

    /// <summary>Whether a full last page has a link to another one, which is empty.</summary>
    public bool NextAfterFullPage { get; set; } = true;

    /// <summary>Whether error texts begin with the name of a Java class.</summary>
    public bool HasClassInMessages { get; set; }

    /// <summary>The status that refuses a login name in use: 409 by the documentation.</summary>
    public int TakenNameStatus { get; set; } = 409;

    /// <summary>Whether members that a creation's body doesn't know are refused.</summary>
    public bool RefusesUnknownMembers { get; set; }

    /// <summary>Whether an update leaves what its body doesn't name, instead of refusing the body.</summary>
    public bool TakesPartialUpdates { get; set; }

    /// <summary>The status of an update of somebody who isn't there: 404 or 400.</summary>
    public int UnknownUserStatus { get; set; } = 404;

    /// <summary>The status of a membership call about somebody or a group that isn't there: 404, 400 or 204.</summary>
    public int UnknownMemberStatus { get; set; } = 404;

    /// <summary>Whether an account isn't enabled while no seat is free.</summary>
    public bool EnablingChecksSeats { get; set; }

    /// <summary>The status of a new group: 200 by the documentation, 201 as clients met it.</summary>
    public int GroupMadeStatus { get; set; } = 200;

    /// <summary>Whether deactivated accounts are left out of lists of members.</summary>
    public bool HidesDeactivatedMembers { get; set; }

    /// <summary>How long the deletion of an account takes; it is readable meanwhile.</summary>
    public TimeSpan DeletionTakes { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether deletions end without success.</summary>
    public bool DeletionsFail { get; set; }

    /// <summary>Whether the key of a deleted account is still shown, as belonging to nobody known.</summary>
    public bool ShowsUnknownUsers { get; set; }

    /// <summary>Whether a creation ends in 500 although it was done.</summary>
    public bool CreationsFailLate { get; set; }

    /// <summary>The status of a locked account's log-in: 401, or 403 in other products of the family.</summary>
    public int LockedStatus { get; set; } = 401;

    /// <summary>Whether the bearer of a wrong token is an anonymous visitor instead of being refused.</summary>
    public bool IsBadTokenAnonymous { get; set; }

    /// <summary>Whether accounts and groups live in a directory that Confluence can't write to.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The status with which a read-only directory refuses: 403 or 400.</summary>
    public int ReadOnlyStatus { get; set; } = 403;

    /// <summary>Whether the mobile app's plugin is there.</summary>
    public bool HasMobileProfiles { get; set; } = true;

    /// <summary>Whether the mobile app's profiles show addresses.</summary>
    public bool ShowsEmail { get; set; } = true;
}
