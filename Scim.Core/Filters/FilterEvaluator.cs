using Scim.Core.Resources;

namespace Scim.Core.Filters;

/// <summary>The reader of bound filters in memory.</summary>
public static class FilterEvaluator
{
    public static bool Matches(BoundFilter filter, Resource resource) => throw new NotSupportedException();
}
