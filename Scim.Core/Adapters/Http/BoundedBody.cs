using System.Buffers;

namespace Scim.Core.Adapters.Http;

/// <summary>Reads a body once, up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>What came, and whether that is all of it: a connection that breaks half-way gives the half.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsWhole, bool IsTooLarge)> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(ct);
            while (body.WrittenCount <= limit)
            {
                var count = await stream.ReadAsync(body.GetMemory(4096), ct);
                if (count == 0)
                {
                    return (body.WrittenMemory, true, false);
                }

                body.Advance(count);
            }

            return (body.WrittenMemory, false, true);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (body.WrittenMemory, false, false);
        }
    }
}
