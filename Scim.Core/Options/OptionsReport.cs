using System.Collections.Immutable;

namespace Scim.Core.Options;

/// <summary>What was found wrong in one section; the host refuses to start while any report has a fault.</summary>
public sealed record OptionsReport(string Section, ImmutableArray<OptionsFault> Faults);
