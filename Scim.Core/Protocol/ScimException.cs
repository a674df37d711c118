namespace Scim.Core.Protocol;

/// <summary>Ends a request with <see cref="Error"/>: the client is told, nothing was done.</summary>
public sealed class ScimException(ScimError error) : Exception(error.Detail)
{
    public ScimError Error { get; } = error;
}
