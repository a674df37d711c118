using System.Reflection;
using Scim.Adapters.Contract;
using Scim.Api.Commands;
using Scim.Core.Adapters;

namespace Scim.Tests.Architecture;

/// <summary>The solution's assemblies.</summary>
internal static class Projects
{
    public static Assembly Core { get; } = typeof(IProductAdapter).Assembly;

    public static Assembly Api { get; } = typeof(ScimCommandLine).Assembly;

    public static Assembly Contract { get; } = typeof(ProductUnderTest).Assembly;

    public static IReadOnlyList<Assembly> Adapters { get; } = [Assembly.Load("Scim.Adapters.Jira"), Assembly.Load("Scim.Adapters.Confluence"), Assembly.Load("Scim.Adapters.Bitbucket")];

    public static IEnumerable<Type> TypesWrittenByUs(Assembly assembly) =>
        assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Scim.", StringComparison.Ordinal) == true);
}
