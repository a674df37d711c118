namespace Scim.Api.Storage;

/// <summary>Points in time as the store keeps them: 64-bit Unix milliseconds.</summary>
internal static class Instants
{
    public static DateTimeOffset Read(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Read(long? milliseconds) => milliseconds is { } there ? Read(there) : null;

    public static long Write(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long? Write(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
