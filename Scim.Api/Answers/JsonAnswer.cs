using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Api.Answers;

/// <summary>
/// A JSON body on its way to the client. What fits the buffer goes out as a whole, so that a fault on the way still becomes an error
/// answer; what is larger is streamed.
/// </summary>
internal sealed class JsonAnswer
{
    private const int StreamedFrom = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        // The answer is JSON on its own, never part of a page: names in every script stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly HttpResponse _response;

    public JsonAnswer(HttpResponse response)
    {
        _response = response;
        Json = new(_buffer, Options);
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>Sends what has been written if it is much already. Call it between the elements of something long.</summary>
    public async ValueTask BreatheAsync(CancellationToken ct)
    {
        if (_buffer.WrittenCount + Json.BytesPending >= StreamedFrom)
        {
            await SendAsync(ct);
        }
    }

    /// <summary>Sends the rest.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        if (!_response.HasStarted)
        {
            _response.ContentLength = _buffer.WrittenCount + Json.BytesPending;
        }

        await SendAsync(ct);
        await Json.DisposeAsync();
    }

    private async ValueTask SendAsync(CancellationToken ct)
    {
        Json.Flush();
        await _response.Body.WriteAsync(_buffer.WrittenMemory, ct);
        _buffer.ResetWrittenCount();
    }
}
