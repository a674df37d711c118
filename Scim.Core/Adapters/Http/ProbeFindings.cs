using System.Collections.Immutable;

namespace Scim.Core.Adapters.Http;

/// <summary>What a probe has found so far. Each sentence tells an operator what is so and, unless it is fine, what to do.</summary>
public sealed class ProbeFindings
{
    private readonly ImmutableArray<ProbeFinding>.Builder _findings = ImmutableArray.CreateBuilder<ProbeFinding>();

    public bool HasFailed => _findings.Any(f => f.Verdict == ProbeVerdict.Failed);

    /// <param name="subject">What was looked at, one word: <c>version</c>.</param>
    public void Fine(string subject, string sentence) => _findings.Add(new(subject, ProbeVerdict.Fine, sentence));

    public void Warn(string subject, string sentence) => _findings.Add(new(subject, ProbeVerdict.Warning, sentence));

    public void Fail(string subject, string sentence) => _findings.Add(new(subject, ProbeVerdict.Failed, sentence));

    internal ImmutableArray<ProbeFinding> ToImmutable() => _findings.ToImmutable();
}
