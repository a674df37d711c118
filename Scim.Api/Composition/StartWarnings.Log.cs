namespace Scim.Api.Composition;

internal sealed partial class StartWarnings
{
    [LoggerMessage(1111, LogLevel.Warning, "{Sentence}")]
    private partial void LogWarning(string sentence);
}
