namespace Scim.Api.Storage;

/// <summary>How long a request waits for its turn. A client's own patience ends soon after: Entra's at some 30 seconds.</summary>
internal sealed record LockPatience(TimeSpan Span)
{
    public static readonly LockPatience Default = new(TimeSpan.FromSeconds(8));
}
