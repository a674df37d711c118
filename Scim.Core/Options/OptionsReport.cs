using System.Collections.Immutable;

namespace Scim.Core.Options;

/// <summary>What was found wrong in one section; the host refuses to start while any report has a fault.</summary>
public sealed record OptionsReport(string Section, ImmutableArray<OptionsFault> Faults)
{
    /// <summary>The keys that the section has a meaning for, whole: <c>Scim:Jira:BaseUrl</c>.</summary>
    public ImmutableArray<string> Known { get; init; } = [];
}
