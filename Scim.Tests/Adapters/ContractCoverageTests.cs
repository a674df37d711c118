using System.Reflection;
using NUnit.Framework;
using Scim.Adapters.Contract;
using Scim.Tests.Architecture;

namespace Scim.Tests.Adapters;

/// <summary>No adapter leaves out a part of the contract, and the kit's own check would tell it.</summary>
public sealed class ContractCoverageTests
{
    [Test]
    public void Every_adapter_of_ours_has_its_coverage_checked([ValueSource(typeof(Projects), nameof(Projects.Adapters))] Assembly adapter)
    {
        var product = adapter.GetName().Name!.Split('.')[^1];

        var check = Assembly.GetExecutingAssembly().GetType($"Scim.Tests.Adapters.{product}.{product}CoverageTests");

        Assert.That(check?.BaseType, Is.EqualTo(typeof(CoverageContract)));
        Assert.That(check!.GetCustomAttributes<LeavesOutAttribute>(), Is.Empty);
    }

    [Test]
    public void Nobody_beside_the_check_is_a_sentence_for_each_contract() => Assert.That(
        CoverageContract.Gaps(typeof(Nothing.Check)),
        Is.EqualTo(CoverageContract.Contracts.Select(c => $"No fixture beside Check inherits {c.Name}: add one, or [LeavesOut(typeof({c.Name}), \"why\")].")));

    [Test]
    public void Left_out_with_a_reason_is_accepted_and_without_one_is_not() => Assert.That(
        CoverageContract.Gaps(typeof(Nothing.CheckWithReasons)).Where(gap => !gap.StartsWith("No fixture", StringComparison.Ordinal)),
        Is.EqualTo(["FaultContract is left out without a reason.", "String is left out, but is no contract of the kit."]));

    [Test]
    public void What_is_inherited_cannot_be_left_out() => Assert.That(
        CoverageContract.Gaps(typeof(Jira.CheckThatLeavesOut)), Is.EqualTo(["UserContract is inherited and left out: take the LeavesOut away."]));
}
