namespace Scim.Api.Health;

/// <param name="Status"><c>live</c>; or <c>ready</c>, <c>degraded</c> (the product has a problem), <c>unavailable</c> (the store has).</param>
internal sealed record HealthAnswer(string Status)
{
    /// <summary>What is wrong with the store, for those who may know.</summary>
    public string? Store { get; init; }

    /// <summary>What the product was found to be, for those who may know.</summary>
    public ProductAnswer? Product { get; init; }
}

internal sealed record ProductAnswer(string? Name, IReadOnlyList<FindingAnswer> Findings);

internal sealed record FindingAnswer(string Check, string Verdict, string Sentence);
