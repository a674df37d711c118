namespace Scim.Core.Auditing;

/// <summary>The values of an audit entry's <c>action</c>: what the gateway did, not what the request was called.</summary>
public static class AuditAction
{
    public const string UserCreate = "user.create";
    public const string UserUpdate = "user.update";
    public const string UserDeactivate = "user.deactivate";
    public const string UserReactivate = "user.reactivate";
    public const string UserDelete = "user.delete";
    public const string UserAdopt = "user.adopt";
    public const string UserTakeOver = "user.takeover";
    public const string UserRead = "user.read";
    public const string UserSearch = "user.search";
    public const string GroupCreate = "group.create";
    public const string GroupAdopt = "group.adopt";
    public const string GroupRecreate = "group.recreate";
    public const string GroupRename = "group.rename";
    public const string GroupUpdate = "group.update";
    public const string GroupMembersAdd = "group.members.add";
    public const string GroupMembersRemove = "group.members.remove";
    public const string GroupMembersReplace = "group.members.replace";
    public const string GroupDelete = "group.delete";
    public const string GroupRead = "group.read";
    public const string GroupSearch = "group.search";
    public const string Bulk = "bulk";
    public const string RootSearch = "root.search";
    public const string DiscoveryRead = "discovery.read";
    public const string ConnectionTest = "connection.test";
    public const string AuthFailed = "auth.failed";
    public const string TokenCreate = "token.create";
    public const string TokenRotate = "token.rotate";
    public const string TokenRevoke = "token.revoke";
    public const string DriftSeen = "drift.seen";
    public const string DriftMissing = "drift.missing";
    public const string DriftRepair = "drift.repair";
    public const string GuardOpen = "guard.open";
    public const string GuardRelease = "guard.release";
    public const string Recovery = "recovery";
    public const string RequestRefused = "request.refused";
}
