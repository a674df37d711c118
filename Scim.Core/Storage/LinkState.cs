namespace Scim.Core.Storage;

/// <summary>How a SCIM resource and a product object belong together; on disk as its number.</summary>
public enum LinkState
{
    /// <summary>Linked because a look-up found it; nothing was written to the product yet.</summary>
    Seen = 0,

    /// <summary>Linked and written by us at least once.</summary>
    Managed = 1,

    /// <summary>Linked, but the product has no such object any more; invisible until a creation of its name makes it anew.</summary>
    Missing = 2,

    /// <summary>A tombstone: what stays of a deleted resource, invisible to every look-up but take-over.</summary>
    Deleted = 3,
}
