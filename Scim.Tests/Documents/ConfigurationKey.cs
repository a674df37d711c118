using System.Collections.Immutable;

namespace Scim.Tests.Documents;

/// <summary>A key of the configuration as the documents tell it.</summary>
/// <param name="Kind">In words: <c>true or false</c>, <c>length of time</c> …</param>
/// <param name="Default">As one would write it, or null.</param>
/// <param name="Choices">All there is, where there is a choice.</param>
internal sealed record ConfigurationKey(string Key, string Kind, string? Default, string Meaning, ImmutableArray<string> Choices)
{
    public bool IsSecret { get; init; }
}
