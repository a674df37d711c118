using System.Collections.Immutable;
using Scim.Core.Resources;

namespace Scim.Core.Auditing;

/// <summary>The difference of two states of a resource in the words of the audit log.</summary>
public static class AttributeChanges
{
    public static ImmutableArray<AttributeChange> Between(Resource before, Resource after) =>
        [.. ResourceDiff.Between(before, after).Select(c => new AttributeChange(c.Attribute.Path, Text(c.Before), Text(c.After)))];

    private static string? Text(ScimValue? value) => value is null ? null : ValueJson.Of(value);
}
