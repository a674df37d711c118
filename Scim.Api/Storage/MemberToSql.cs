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

    private MemberToSql(string owner, string other, string type) => (_owner, _other, _type) = (owner, other, type);

    private static MemberToSql Members { get; } = new("m.group_id", "m.user_id", "User");

    private static MemberToSql Groups { get; } = new("m.user_id", "m.group_id", "direct");

    /// <summary>The relation that an attribute, or its parent, stands for, or null.</summary>
    public static MemberToSql? Of(ResourceType type, AttributeDefinition attribute)
    {
        var top = attribute.Parent ?? attribute;
        return type.Name switch
        {
            "Group" when ReferenceEquals(top, type.Attribute("members")) => Members,
            "User" when ReferenceEquals(top, type.Attribute("groups")) => Groups,
            _ => null,
        };
    }

    /// <summary>Resources with a membership that meets a condition on <c>m</c> and <c>o</c>.</summary>
    public string Some(string condition) =>
        $"r.id in (select {_owner} from member m join resource o on o.id = {_other} where o.state <> 3 and {condition})";

    /// <summary>What a sub-attribute is, or null for one that has no value in the store (<c>$ref</c> depends on the client's address).</summary>
    public MemberValue? Value(AttributeDefinition attribute) => attribute.Name switch
    {
        "value" or "members" or "groups" => new(_other),
        "display" => new(Comparable.IsExact(attribute) ? "o.display" : "o.display_folded"),
        "type" => new(null, Comparable.Of(attribute, new ScimValue.Text(_type))),
        _ => null,
    };
}

/// <summary>A column, or a constant where all have the same value.</summary>
internal sealed record MemberValue(string? Column, string? Constant = null);
