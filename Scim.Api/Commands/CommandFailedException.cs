namespace Scim.Api.Commands;

/// <summary>Ends a command with exit code 1 and this sentence on stderr.</summary>
internal sealed class CommandFailedException(string sentence, Exception? inner = null) : Exception(sentence, inner);
