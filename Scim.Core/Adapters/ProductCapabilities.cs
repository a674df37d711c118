namespace Scim.Core.Adapters;

/// <summary>
/// What the product can do. One capability, one thing: what isn't declared is never called, and throws
/// <see cref="ProductFault.Unsupported"/> if it is; what is declared is tested by the contract kit.
/// </summary>
[Flags]
public enum ProductCapabilities
{
    None = 0,

    /// <summary>Display name and e-mail of an account can be changed.</summary>
    UpdateUser = 1 << 0,

    /// <summary>An account's login name can be changed, its key stays.</summary>
    RenameUser = 1 << 1,

    /// <summary>Accounts have an active flag that can be set either way.</summary>
    DeactivateUser = 1 << 2,

    /// <summary>An account can be deleted (a single deletion may still be refused).</summary>
    DeleteUser = 1 << 3,

    /// <summary>All accounts can be listed.</summary>
    ListUsers = 1 << 4,

    /// <summary>A group's name can be changed, everything that hangs on it stays.</summary>
    RenameGroup = 1 << 5,

    /// <summary>All groups can be listed.</summary>
    ListGroups = 1 << 6,

    /// <summary>There is no active flag, but what lets an account in can be taken away and given back (<see cref="IAccountAccess"/>).</summary>
    RemoveAccess = 1 << 7,
}
