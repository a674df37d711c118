using System.Reflection;
using NUnit.Framework;

namespace Scim.Adapters.Contract;

/// <summary>
/// That every contract is inherited by some fixture beside this one (its namespace and those below), or left out with a reason:
/// <code>[LeavesOut(typeof(FaultContract), "A file has no network in front of it.")]
/// public sealed class RosterCoverageTests : CoverageContract;</code>
/// </summary>
[TestFixture]
public abstract class CoverageContract
{
    [Test]
    public void Every_contract_is_inherited_or_left_out_with_a_reason() => Assert.That(Gaps(GetType()), Is.Empty);

    /// <summary>The contracts of the kit.</summary>
    public static IReadOnlyList<Type> Contracts { get; } =
        [.. typeof(ProductContract).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(ProductContract))).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>A sentence for each contract that is neither inherited nor properly left out.</summary>
    /// <param name="coverage">The class with the <see cref="LeavesOutAttribute"/>s, which stands beside the fixtures.</param>
    public static IEnumerable<string> Gaps(Type coverage)
    {
        var leftOut = coverage.GetCustomAttributes<LeavesOutAttribute>().ToLookup(a => a.Contract);
        var fixtures = coverage.Assembly.GetTypes().Where(t => !t.IsAbstract && IsBeside(t, coverage)).ToArray();
        foreach (var contract in Contracts)
        {
            var isInherited = fixtures.Any(contract.IsAssignableFrom);
            var reasons = leftOut[contract].Select(a => a.Reason).ToArray();
            if (!isInherited && reasons.Length == 0)
            {
                yield return $"No fixture beside {coverage.Name} inherits {contract.Name}: add one, or [LeavesOut(typeof({contract.Name}), \"why\")].";
            }
            else if (isInherited && reasons.Length > 0)
            {
                yield return $"{contract.Name} is inherited and left out: take the LeavesOut away.";
            }
            else if (reasons.Any(string.IsNullOrWhiteSpace))
            {
                yield return $"{contract.Name} is left out without a reason.";
            }
        }

        foreach (var other in leftOut.Select(a => a.Key).Except(Contracts))
        {
            yield return $"{other.Name} is left out, but is no contract of the kit.";
        }
    }

    private static bool IsBeside(Type fixture, Type coverage) =>
        fixture.Namespace == coverage.Namespace || fixture.Namespace?.StartsWith($"{coverage.Namespace}.", StringComparison.Ordinal) == true;
}
