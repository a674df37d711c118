using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>
/// One thing the product is told. A plan is a list of these: data that can be shown, counted, journalled and tested. Closed: the nested
/// records are all there is.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(CreateUser), "createUser")]
[JsonDerivedType(typeof(UpdateUser), "updateUser")]
[JsonDerivedType(typeof(DeleteUser), "deleteUser")]
[JsonDerivedType(typeof(RemoveAccess), "removeAccess")]
[JsonDerivedType(typeof(GiveBackAccess), "giveBackAccess")]
[JsonDerivedType(typeof(RevokeCredentials), "revokeCredentials")]
[JsonDerivedType(typeof(JoinGroup), "joinGroup")]
[JsonDerivedType(typeof(RejoinGroup), "rejoinGroup")]
[JsonDerivedType(typeof(LeaveGroup), "leaveGroup")]
[JsonDerivedType(typeof(CreateGroup), "createGroup")]
[JsonDerivedType(typeof(RenameGroup), "renameGroup")]
[JsonDerivedType(typeof(DeleteGroup), "deleteGroup")]
[JsonDerivedType(typeof(AddMembers), "addMembers")]
[JsonDerivedType(typeof(RemoveMembers), "removeMembers")]
internal abstract record Step
{
    private Step()
    {
    }

    internal sealed record CreateUser(NewProductUser User) : Step;

    internal sealed record UpdateUser(ProductUserChange Change) : Step;

    internal sealed record DeleteUser : Step;

    /// <summary>The account of a product without an active flag loses what lets it in.</summary>
    internal sealed record RemoveAccess(AccountAccess Access) : Step;

    /// <summary>It gets that back.</summary>
    internal sealed record GiveBackAccess(AccountAccess Access) : Step;

    /// <summary>The account's own tokens and keys end with the user that had them.</summary>
    internal sealed record RevokeCredentials : Step;

    /// <summary>The user joins a product group that need not be a SCIM resource (<c>Scim:Users:DefaultGroups</c>).</summary>
    internal sealed record JoinGroup(string GroupName) : Step;

    /// <summary>A user whose account is made anew joins a group of ours that it was in.</summary>
    internal sealed record RejoinGroup(string GroupId, ProductGroup Group) : Step;

    /// <summary>The user leaves a group of ours.</summary>
    internal sealed record LeaveGroup(string GroupId, ProductGroup Group) : Step;

    internal sealed record CreateGroup(string Name) : Step;

    internal sealed record RenameGroup(string Name) : Step;

    internal sealed record DeleteGroup : Step;

    /// <summary>Users, by SCIM id, join the group.</summary>
    internal sealed record AddMembers(ImmutableArray<string> Ids) : Step;

    /// <summary>Users, by SCIM id, leave the group.</summary>
    /// <param name="MayStay">Nobody named them: whom the product refuses to let go (a nested group's people) stays, and that is no fault.</param>
    internal sealed record RemoveMembers(ImmutableArray<string> Ids, bool MayStay = false) : Step;
}
