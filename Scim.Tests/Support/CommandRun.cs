namespace Scim.Tests.Support;

/// <summary>How a command of <c>scim</c> ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error);
