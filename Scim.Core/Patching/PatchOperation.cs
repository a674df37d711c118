using Scim.Core.Filters;

namespace Scim.Core.Patching;

/// <summary>An operation bound to a resource type: the target is a definition, the value is typed. Closed: the nested records are all there is.</summary>
public abstract record PatchOperation
{
    private PatchOperation()
    {
    }

    /// <summary>An operation on a group's members by their ids.</summary>
    public sealed record Members(MemberChange Change) : PatchOperation;

    /// <summary>Removes the members that meet a condition on other things than their id; the provisioner turns it into ids first.</summary>
    public sealed record MembersWhere(BoundFilter Condition) : PatchOperation;
}
