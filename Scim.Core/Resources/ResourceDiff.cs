using System.Collections.Immutable;

namespace Scim.Core.Resources;

/// <summary>What is different between two states of a resource.</summary>
public static class ResourceDiff
{
    /// <summary>
    /// One change for each attribute that differs, sub-attributes of a single complex attribute each for itself; <c>id</c> and
    /// <c>meta</c> don't count. A multi-valued attribute is one change.
    /// </summary>
    public static ImmutableArray<ResourceChange> Between(Resource before, Resource after) =>
        throw new NotSupportedException();
}
