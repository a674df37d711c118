using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;

namespace Scim.Core.Patching;

/// <summary>Reads the body of a PATCH (RFC 7644 §3.5.2) into operations. Scripts leave <c>schemas</c> out; one that names another message is refused.</summary>
internal static class PatchBody
{
    private const string Messages = "urn:ietf:params:scim:api:messages:";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = ResourceReader.MaxDepth };

    /// <param name="lenient">No operations at all are a request to do nothing, as Microsoft's validator sends it, and an empty path is none.</param>
    /// <exception cref="ScimException">400 <c>invalidSyntax</c>, <c>invalidPath</c>; 413 for too many operations.</exception>
    public static ImmutableArray<RequestedOperation> Read(ReadOnlySpan<byte> body, ScimLimits limits, bool lenient)
    {
        JsonText.Check(body);
        var json = new Utf8JsonReader(body, Options);
        try
        {
            return ReadRequest(ref json, limits, lenient);
        }
        catch (JsonException broken)
        {
            throw new ScimException(JsonText.Error(broken, json.BytesConsumed));
        }
    }

    private static ImmutableArray<RequestedOperation> ReadRequest(ref Utf8JsonReader json, ScimLimits limits, bool lenient)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Syntax("A PATCH body is an object with \"Operations\".");
        }

        ImmutableArray<RequestedOperation>? operations = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var named = Is(ref json, "Operations");
            var isSchemas = Is(ref json, "schemas");
            json.Read();
            if (isSchemas && json.TokenType == JsonTokenType.StartArray)
            {
                CheckSchemas(ref json);
                continue;
            }

            if (!named)
            {
                json.Skip();
                continue;
            }

            operations = operations is null ? ReadOperations(ref json, limits, lenient) : throw Syntax("\"Operations\" stands in the body twice.");
        }

        // Behind the object there is nothing; reading on says so.
        json.Read();
        return operations switch
        {
            null => throw Syntax("The body has no \"Operations\"."),
            { IsEmpty: true } when !lenient => throw Syntax("\"Operations\" is empty; a PATCH has at least one."),
            { } read => read,
        };
    }

    /// <summary>The answer to more operations than one PATCH may have; each attribute of a value without a path is one.</summary>
    public static ScimException TooMany(ScimLimits limits) =>
        new(ScimError.TooLarge($"A PATCH has at most {limits.PatchOperations} operations; send the rest in another."));

    // RFC 7644 §3.5.2: the URN of a PATCH. What else stands there does no harm as long as it isn't another message's.
    private static void CheckSchemas(ref Utf8JsonReader json)
    {
        string? other = null;
        var isPatch = false;
        for (var depth = json.CurrentDepth; json.Read() && json.CurrentDepth > depth;)
        {
            if (json.TokenType == JsonTokenType.String && json.GetString() is { } urn && urn.StartsWith(Messages, StringComparison.OrdinalIgnoreCase))
            {
                isPatch |= urn.Equals(ScimUrns.PatchOp, StringComparison.OrdinalIgnoreCase);
                other = urn;
            }
        }

        if (other is not null && !isPatch)
        {
            throw Syntax($"schemas: expected {ScimUrns.PatchOp}, found {JsonWords.Name(other)}.");
        }
    }

    private static ImmutableArray<RequestedOperation> ReadOperations(ref Utf8JsonReader json, ScimLimits limits, bool lenient)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Syntax("\"Operations\" is no array.");
        }

        var operations = ImmutableArray.CreateBuilder<RequestedOperation>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (operations.Count == limits.PatchOperations)
            {
                throw TooMany(limits);
            }

            operations.Add(ReadOperation(ref json, operations.Count, limits, lenient));
        }

        return operations.DrainToImmutable();
    }

    private static RequestedOperation ReadOperation(ref Utf8JsonReader json, int index, ScimLimits limits, bool lenient)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Syntax($"Operations[{index}] is no object.");
        }

        PatchOp? op = null;
        string? path = null;
        JsonElement? value = null;
        bool hasPath = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "op"))
            {
                json.Read();
                op = op is null ? ReadOp(ref json, index) : throw Twice(index, "op");
            }
            else if (Is(ref json, "path"))
            {
                json.Read();
                path = hasPath ? throw Twice(index, "path") : ReadPath(ref json, index);
                hasPath = true;
            }
            else if (Is(ref json, "value"))
            {
                json.Read();
                value = value is null ? JsonElement.ParseValue(ref json) : throw Twice(index, "value");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return (op, value) switch
        {
            (null, _) => throw Syntax($"Operations[{index}] has no \"op\"; it is add, remove or replace."),
            (PatchOp.Remove, { ValueKind: JsonValueKind.Null }) => new(PatchOp.Remove, Parse(path, index, limits, lenient), null),
            (PatchOp.Add or PatchOp.Replace, null) => throw Syntax($"Operations[{index}] has no \"value\"."),
            ({ } known, _) => new(known, Parse(path, index, limits, lenient), value),
        };
    }

    private static PatchOp ReadOp(ref Utf8JsonReader json, int index)
    {
        foreach (var op in (ReadOnlySpan<PatchOp>)[PatchOp.Add, PatchOp.Remove, PatchOp.Replace])
        {
            if (json.TokenType == JsonTokenType.String && Is(ref json, Word(op)))
            {
                return op;
            }
        }

        throw Syntax($"Operations[{index}].op: expected add, remove or replace, found {Found(ref json)}.");
    }

    private static string? ReadPath(ref Utf8JsonReader json, int index) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Null => null,
        _ => throw Syntax($"Operations[{index}].path: expected a string, found {Found(ref json)}."),
    };

    private static PatchPath? Parse(string? path, int index, ScimLimits limits, bool lenient)
    {
        if (path is null || (lenient && path.Length == 0))
        {
            return null;
        }

        return PatchPath.TryParse(path, limits, out var parsed, out var error)
            ? parsed
            : throw new ScimException(ScimError.InvalidPath($"Operations[{index}].path, position {error.Position}: {error.Message}."));
    }

    // Names of messages have no case, as those of attributes haven't (RFC 7643 §2.1); scripts write "operations".
    private static bool Is(ref Utf8JsonReader json, string name) =>
        json.ValueTextEquals(name) || (json.ValueSpan.Length >= name.Length && name.Equals(json.GetString(), StringComparison.OrdinalIgnoreCase));

    private static string Word(PatchOp op) => op switch
    {
        PatchOp.Add => "add",
        PatchOp.Remove => "remove",
        _ => "replace",
    };

    private static string Found(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => $"\"{json.GetString()}\"",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "an array",
        _ => "an object",
    };

    private static ScimException Twice(int index, string name) => Syntax($"Operations[{index}] has \"{name}\" twice.");

    private static ScimException Syntax(string detail) => new(ScimError.InvalidSyntax(detail));
}
