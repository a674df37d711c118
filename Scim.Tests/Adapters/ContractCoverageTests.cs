using System.Reflection;
using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters;

/// <summary>No adapter leaves out a part of the contract.</summary>
internal sealed class ContractCoverageTests
{
    private static readonly string[] Adapters = ["Jira", "Confluence", "Bitbucket"];

    [Test]
    public void Every_adapter_is_held_against_every_contract([ValueSource(nameof(Adapters))] string adapter)
    {
        var contracts = typeof(ProductContract).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(ProductContract)));
        var held = Assembly.GetExecutingAssembly().GetTypes()
            .Where(t => !t.IsAbstract && t.Namespace == $"Scim.Tests.Adapters.{adapter}")
            .Select(t => t.BaseType);

        Assert.That(contracts, Is.Not.Empty.And.SubsetOf(held));
    }
}
