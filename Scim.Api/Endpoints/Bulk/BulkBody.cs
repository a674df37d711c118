using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>
/// Reads the body of a bulk request. What makes it unreadable as a whole ends here; what is wrong with one operation is that operation's
/// fault. Bodies of operations stay the bytes they are.
/// </summary>
internal static class BulkBody
{
    // The readers of single bodies allow 32 levels, and refuse more as that operation's fault; theirs stand three levels deep in this one.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    private static readonly string[] Members = ["method", "bulkId", "version", "path", "data"];

    /// <exception cref="ScimException">400 <c>invalidSyntax</c>, <c>invalidValue</c>; 413 for too many operations.</exception>
    public static BulkRequest Read(ReadOnlyMemory<byte> body, ScimLimits limits)
    {
        JsonText.Check(body.Span);
        var json = new Utf8JsonReader(body.Span, Options);
        try
        {
            var request = ReadRequest(ref json, body, limits);
            return json.Read() ? throw new JsonException("Text follows the value.") : request;
        }
        catch (JsonException broken)
        {
            throw new ScimException(JsonText.Error(broken, json.BytesConsumed));
        }
    }

    private static BulkRequest ReadRequest(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, ScimLimits limits)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Syntax("A bulk request is an object with \"Operations\".");
        }

        int? failOnErrors = null;
        ImmutableArray<BulkOperation>? operations = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "Operations"))
            {
                json.Read();
                operations = operations is null ? ReadOperations(ref json, body, limits) : throw Syntax("\"Operations\" stands in the body twice.");
            }
            else if (Is(ref json, "failOnErrors"))
            {
                json.Read();
                failOnErrors = failOnErrors is null ? ReadFailOnErrors(ref json) : throw Syntax("\"failOnErrors\" stands in the body twice.");
            }
            else if (Is(ref json, "schemas"))
            {
                json.Read();
                CheckSchemas(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        var read = operations ?? throw Syntax("The body has no \"Operations\".");
        DemandDifferentBulkIds(read);
        return new(failOnErrors, read);
    }

    private static ImmutableArray<BulkOperation> ReadOperations(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, ScimLimits limits)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Syntax("\"Operations\" is no array.");
        }

        var operations = ImmutableArray.CreateBuilder<BulkOperation>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            // RFC 7644 §3.7.4
            operations.Add(operations.Count < limits.BulkOperations
                ? ReadOperation(ref json, body, operations.Count)
                : throw new ScimException(ScimError.TooLarge(
                    $"There are more operations than maxOperations, which is {limits.BulkOperations}: expected fewer, in several bulk requests.")));
        }

        return operations.DrainToImmutable();
    }

    private static BulkOperation ReadOperation(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, int index)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return new(index, null, null, null, null, default, ScimError.InvalidSyntax($"Operations[{index}] is no object."));
        }

        var texts = new string?[Members.Length];
        var seen = new bool[Members.Length];
        ReadOnlyMemory<byte> data = default;
        ScimError? fault = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref json);
            json.Read();
            if (member >= 0 && seen[member])
            {
                fault ??= ScimError.InvalidSyntax($"Operations[{index}] has \"{Members[member]}\" twice.");
            }
            else if (member >= 0 && json.TokenType != JsonTokenType.Null)
            {
                seen[member] = true;
                if (Members[member] == "data")
                {
                    data = Slice(ref json, body);
                    continue;
                }

                texts[member] = json.TokenType == JsonTokenType.String ? json.GetString() : null;
                fault ??= texts[member] is null ? ScimError.InvalidSyntax($"Operations[{index}].{Members[member]} is no string.") : null;
            }

            json.Skip();
        }

        return new(index, texts[0], texts[1], texts[2], texts[3], data, fault);
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed];
    }

    private static int ReadFailOnErrors(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) && number > 0
            ? number
            : throw new ScimException(ScimError.InvalidValue("failOnErrors: expected a whole number from 1."));

    // Left out it is tolerated, as in every request; the URN of another message means another message.
    private static void CheckSchemas(ref Utf8JsonReader json)
    {
        var (any, ours) = (false, false);
        if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                any = true;
                ours |= json.TokenType == JsonTokenType.String && string.Equals(json.GetString(), ScimUrns.BulkRequest, StringComparison.OrdinalIgnoreCase);
                json.Skip();
            }
        }
        else
        {
            json.Skip();
        }

        if (any && !ours)
        {
            throw Syntax($"The body's schemas don't name {ScimUrns.BulkRequest}.");
        }
    }

    // A reference to one of two would lead nowhere in particular.
    private static void DemandDifferentBulkIds(ImmutableArray<BulkOperation> operations)
    {
        var seen = new Dictionary<string, BulkOperation>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            if (operation is { BulkId: { } bulkId, Method: { } method } && HttpMethods.IsPost(method) && !seen.TryAdd(bulkId, operation))
            {
                throw new ScimException(ScimError.InvalidValue(
                    $"{operation.Where}.bulkId: expected one of its own, found that of {seen[bulkId].Where}."));
            }
        }
    }

    private static int MemberOf(ref Utf8JsonReader json)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Is(ref json, Members[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Names of messages have no case, as those of attributes haven't (RFC 7643 §2.1).
    private static bool Is(ref Utf8JsonReader json, string name) =>
        json.ValueTextEquals(name) || (json.ValueSpan.Length >= name.Length && name.Equals(json.GetString(), StringComparison.OrdinalIgnoreCase));

    private static ScimException Syntax(string detail) => new(ScimError.InvalidSyntax(detail));
}
