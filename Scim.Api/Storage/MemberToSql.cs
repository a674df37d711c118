using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>
/// The attributes that no tree holds because they are a relation: a group's <c>members</c> and, seen from the other side, a user's
/// <c>groups</c>. The membership is <c>m</c>, the resource at its other end <c>o</c>.
/// </summary>
internal sealed class MemberToSql
{
    private readonly string _owner;
    private readonly string _other;
    private readonly string _type;
    private readonly string _shown;

    private MemberToSql(string owner, string other, string type, string shown) => (_owner, _other, _type, _shown) = (owner, other, type, shown);

    // A member whose account the product lost is one until it is taken out; a group is shown to its members as it is in a list.
    private static MemberToSql Members { get; } = new("m.group_id", "m.user_id", "User", "o.state <> 3");

    private static MemberToSql Groups { get; } = new("m.user_id", "m.group_id", "direct", "o.state <= 1");

    /// <summary>The relation that an attribute, or its parent, stands for, or null.</summary>
    public static MemberToSql? Of(ResourceType type, AttributeDefinition attribute)
    {
        var top = attribute.Parent ?? attribute;
        return top == type.Members ? Members : top == type.Groups ? Groups : null;
    }

    /// <summary>Resources with a membership that meets a condition on <c>m</c> and <c>o</c>.</summary>
    public string Some(string condition) =>
        $"r.id in (select {_owner} from member m join resource o on o.id = {_other} where {_shown} and {condition})";

    /// <summary>Whether a sub-attribute has a value; <c>$ref</c> has none here, as it depends on the client's address.</summary>
    public bool Has(AttributeDefinition attribute) => Column(attribute) is not null || attribute.Name == "type";

    /// <summary>The column that holds a sub-attribute, or null.</summary>
    public string? Column(AttributeDefinition attribute) => attribute.Name switch
    {
        "value" or "members" or "groups" => _other,
        "display" => Comparable.IsExact(attribute) ? "o.display" : "o.display_folded",
        _ => null,
    };

    /// <summary>What of an element needs no look at the store: its type.</summary>
    public ScimValue.Complex Constant(AttributeDefinition attribute) =>
        new(attribute.Name == "type" ? AttributeSet.Of([(attribute, new ScimValue.Text(_type))]) : AttributeSet.Empty);
}
