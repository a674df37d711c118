using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Scim.Api.Answers;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>The answer to a bulk request (RFC 7644 §3.7.3): 200 whatever became of the operations.</summary>
internal sealed class BulkResult(ImmutableArray<BulkOutcome> outcomes, string baseUrl) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        httpContext.Response.ContentType = ScimMediaType.Answer;
        var answer = new JsonAnswer(httpContext.Response);
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("schemas");
        json.WriteStringValue(ScimUrns.BulkResponse);
        json.WriteEndArray();
        json.WriteStartArray("Operations");
        foreach (var outcome in outcomes)
        {
            Write(json, outcome);
            await answer.BreatheAsync(ct);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await answer.CompleteAsync(ct);
    }

    private void Write(Utf8JsonWriter json, BulkOutcome outcome)
    {
        var operation = outcome.Call.Operation;
        json.WriteStartObject();
        WriteIfAny(json, "location", LocationOf(outcome));
        WriteIfAny(json, "method", operation.Method);
        WriteIfAny(json, "bulkId", operation.BulkId);
        WriteIfAny(json, "version", outcome.Version);

        // The prose of the RFC wants an object with "code" here, its examples and everybody else a string.
        json.WriteString("status", outcome.Status.ToString(CultureInfo.InvariantCulture));
        if (outcome.Error is { } error)
        {
            json.WritePropertyName("response");
            ScimErrorWriter.Write(json, error);
        }

        json.WriteEndObject();
    }

    // "REQUIRED in a response, except in the event of a POST failure": where nobody knows the resource, the path is what there is.
    private string? LocationOf(BulkOutcome outcome) => (outcome, outcome.Call) switch
    {
        ({ Id: { } id }, { Type: { } type }) => $"{baseUrl}{type.Endpoint}/{Uri.EscapeDataString(id)}",
        (_, { IsPost: false, Operation.Path: { } path }) => $"{baseUrl}/{path.TrimStart('/')}",
        _ => null,
    };

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
