namespace Scim.Core.Storage;

/// <summary>What was taken.</summary>
public enum StoreConflict
{
    /// <summary>A living resource of the type has the name.</summary>
    Name,

    /// <summary>A living resource of the type is linked to the product object.</summary>
    Key,

    /// <summary>The resource changed since it was read.</summary>
    Version,

    /// <summary>An open journal entry holds the name.</summary>
    Journal,
}
