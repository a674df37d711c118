namespace Scim.Core.Adapters;

/// <summary>One thing looked at.</summary>
/// <param name="Check">What: <c>reachable</c>, <c>version</c>, <c>credentials</c>, <c>permissions</c>, <c>clock</c>, <c>directory</c> …</param>
/// <param name="Sentence">What was found and, unless it is fine, what the operator does now.</param>
public sealed record ProbeFinding(string Check, ProbeVerdict Verdict, string Sentence);
