namespace Scim.Core.Options;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">The whole key: <c>Scim:Jira:BaseUrl</c>.</param>
/// <param name="Value">What stands there, masked where it is a secret; null where nothing does.</param>
/// <param name="Sentence">What is wrong and what is expected.</param>
public sealed record OptionsFault(string Key, string? Value, string Sentence)
{
    public override string ToString() => Value is null ? $"{Key} {Sentence}" : $"{Key} = '{Value}' {Sentence}";
}
