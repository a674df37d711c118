using System.Collections.Immutable;
using Scim.Adapters.Bitbucket;
using Scim.Adapters.Confluence;
using Scim.Adapters.Jira;
using Scim.Core.Adapters;

namespace Scim.Api.Composition;

/// <summary>The adapters that come with the gateway; the only file that names them.</summary>
internal static class AdapterCatalog
{
    public static readonly ImmutableArray<IAdapterModule> BuiltIn =
    [
        new JiraModule(),
        new ConfluenceModule(),
        new BitbucketModule(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. BuiltIn.Select(module => module.Name)];
}
