using System.Collections.Immutable;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>The configuration can't be worked with; every fault of every section is here.</summary>
internal sealed class InvalidConfigurationException(ImmutableArray<OptionsFault> faults) : Exception(Sentences(faults))
{
    public ImmutableArray<OptionsFault> Faults { get; } = faults;

    private static string Sentences(ImmutableArray<OptionsFault> faults) =>
        string.Join('\n', faults.Select(f => $"  {f}").Prepend(faults.Length == 1
            ? "The configuration has a fault:"
            : $"The configuration has {faults.Length} faults:"));
}
