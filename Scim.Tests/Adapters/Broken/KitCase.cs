using System.Collections;
using System.Reflection;
using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One test of the kit with one set of arguments.</summary>
internal sealed record KitCase(Type Contract, MethodInfo Method, object?[] Arguments)
{
    public static IEnumerable<KitCase> All => CoverageContract.Contracts.SelectMany(Of);

    public static IEnumerable<KitCase> Of(Type contract) =>
        from method in contract.GetMethods()
        where method.IsDefined(typeof(TestAttribute)) || method.IsDefined(typeof(TestCaseAttribute)) || method.IsDefined(typeof(TestCaseSourceAttribute))
        from arguments in ArgumentsOf(contract, method)
        select new KitCase(contract, method, arguments);

    /// <summary>How people tell it from others.</summary>
    public override string ToString() => $"{Contract.Name}.{Method.Name}{(Arguments.Length == 0 ? "" : $"({string.Join(", ", Arguments)})")}";

    private static IEnumerable<object?[]> ArgumentsOf(Type contract, MethodInfo method)
    {
        if (method.GetCustomAttribute<TestCaseSourceAttribute>() is { } source)
        {
            var values = (IEnumerable)contract.GetField(source.SourceName!, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(null)!;
            return values.Cast<object?>().Select(value => new[] { value });
        }

        var cases = method.GetCustomAttributes<TestCaseAttribute>().Select(c => c.Arguments).ToArray();
        return cases.Length > 0 ? cases : [[]];
    }
}
