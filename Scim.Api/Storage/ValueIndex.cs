using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>
/// Which values are found by an index: those that tell one resource from the others, and those by which clients ask for what changed. Each
/// costs every write a place in the index; a filter on anything else is answered by a look at each resource's own few rows.
/// </summary>
internal static class ValueIndex
{
    private static readonly string[] Telling =
        ["id", "externalId", "userName", "displayName", "emails.value", "meta.lastModified", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"];

    /// <summary>Whether all values of the attribute stand in the index.</summary>
    public static bool Holds(AttributeDefinition attribute) =>
        attribute.Uniqueness is not Uniqueness.None || Telling.Contains(attribute.Path, StringComparer.Ordinal);

    /// <summary>Whether a value stands in the index: of <c>active</c> it is the rare one, as whoever left is looked for among all who are there.</summary>
    public static bool Holds(AttributeDefinition attribute, string form) =>
        Holds(attribute) || (attribute.Path == "active" && form == Comparable.Of(attribute, ScimValue.Boolean.False));
}
