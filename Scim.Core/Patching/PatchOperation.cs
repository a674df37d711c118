using Scim.Core.Filters;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>An operation bound to a resource type: the target is a definition, the value is typed. Closed: the nested records are all there is.</summary>
public abstract record PatchOperation
{
    private PatchOperation()
    {
    }

    /// <summary>Sets, adds to or takes out a whole attribute; a single complex one is only ever taken out whole.</summary>
    /// <param name="Value">Null where the attribute is to have none.</param>
    public sealed record Whole(PatchOp Op, AttributeDefinition Target, ScimValue? Value) : PatchOperation;

    /// <summary>Sets or takes out a sub-attribute of a single complex attribute.</summary>
    public sealed record Part(PatchOp Op, AttributeDefinition Target, ScimValue? Value) : PatchOperation;

    /// <summary>Changes the elements of a multi-valued attribute that a value path selects, or one sub-attribute of each.</summary>
    /// <param name="Sub">The sub-attribute, or null for the elements as wholes.</param>
    /// <param name="Path">The filter in brackets as written: where no element meets it, it may describe the one to make.</param>
    public sealed record Elements(
        PatchOp Op,
        AttributeDefinition Target,
        BoundFilter Condition,
        AttributeDefinition? Sub,
        ScimValue? Value,
        Filter Path,
        NoMatch WhenNoMatch) : PatchOperation;

    /// <summary>Takes the listed values out of a multi-valued attribute; of a complex one <c>value</c> decides where it is given.</summary>
    public sealed record Listed(AttributeDefinition Target, ScimValue.Many Values) : PatchOperation;

    /// <summary>The resource's own id in a value without a path, as Okta sends it: nothing to do, unless it is another's.</summary>
    public sealed record Identity(string Id) : PatchOperation;

    /// <summary>An operation on a group's members by their ids.</summary>
    public sealed record Members(MemberChange Change) : PatchOperation;

    /// <summary>Removes the members that meet a condition on other things than their id; the provisioner turns it into ids first.</summary>
    /// <param name="Condition">Bound to the attribute <c>members</c>, to be met by one of its elements.</param>
    public sealed record MembersWhere(BoundFilter Condition) : PatchOperation;
}
