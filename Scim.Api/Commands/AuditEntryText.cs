using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Core.Auditing;

namespace Scim.Api.Commands;

/// <summary>An audit entry as text. The JSON's names are a promise to whoever reads them by script.</summary>
internal static class AuditEntryText
{
    public const string CsvHeading = "time,requestId,action,outcome,status,scimType,resourceType,resourceId,resourceName,productKey,token,ip,ms,detail,method,path,dialect";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string[] Row(AuditEntry entry) =>
    [
        Time(entry),
        entry.Action,
        Outcome(entry),
        Number(entry.Status),
        entry.Resource?.Name ?? entry.Resource?.Id ?? "",
        entry.Actor.Token ?? entry.Actor.Subject ?? entry.Actor.Ip ?? "",
        entry.Detail ?? "",
        entry.Id,
    ];

    public static string Csv(AuditEntry entry) => string.Join(',', new[]
    {
        Time(entry),
        entry.RequestId,
        entry.Action,
        Outcome(entry),
        Number(entry.Status),
        entry.ScimType,
        entry.Resource?.Type,
        entry.Resource?.Id,
        entry.Resource?.Name,
        entry.Resource?.ProductKey,
        entry.Actor.Token ?? entry.Actor.Subject,
        entry.Actor.Ip,
        entry.Milliseconds.ToString("0.#", CultureInfo.InvariantCulture),
        entry.Detail,
        entry.Request?.Method,
        entry.Request?.Path,
        entry.Dialect,
    }.Select(Quoted));

    public static string Json(AuditEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            Write(json, entry);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("time", entry.Time);
        json.WriteString("requestId", entry.RequestId);
        if (entry.Request is { } request)
        {
            json.WriteStartObject("request");
            json.WriteString("method", request.Method);
            json.WriteString("path", request.Path);
            json.WriteEndObject();
        }

        TextIfAny(json, "dialect", entry.Dialect);
        json.WriteStartObject("actor");
        TextIfAny(json, "token", entry.Actor.Token);
        TextIfAny(json, "subject", entry.Actor.Subject);
        TextIfAny(json, "ip", entry.Actor.Ip);
        TextIfAny(json, "userAgent", entry.Actor.UserAgent);
        json.WriteEndObject();
        json.WriteString("action", entry.Action);
        if (entry.Resource is { } resource)
        {
            json.WriteStartObject("resource");
            json.WriteString("type", resource.Type);
            TextIfAny(json, "id", resource.Id);
            TextIfAny(json, "name", resource.Name);
            TextIfAny(json, "productKey", resource.ProductKey);
            TextIfAny(json, "productName", resource.ProductName);
            json.WriteEndObject();
        }

        json.WriteString("outcome", Outcome(entry));
        json.WriteNumber("status", entry.Status);
        TextIfAny(json, "scimType", entry.ScimType);
        TextIfAny(json, "detail", entry.Detail);
        WriteChanges(json, entry);
        WriteCalls(json, entry);
        json.WriteStartArray("notes");
        foreach (var note in entry.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteNumber("ms", Math.Round(entry.Milliseconds, 1));
        json.WriteEndObject();
    }

    private static void WriteChanges(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartArray("changes");
        foreach (var change in entry.Changes)
        {
            json.WriteStartObject();
            json.WriteString("attribute", change.Attribute);
            RawIfAny(json, "before", change.Before);
            RawIfAny(json, "after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartArray("product");
        foreach (var call in entry.Product)
        {
            json.WriteStartObject();
            json.WriteString("method", call.Method);
            json.WriteString("path", call.Path);
            if (call.Status is { } status)
            {
                json.WriteNumber("status", status);
            }

            json.WriteNumber("ms", Math.Round(call.Milliseconds, 1));
            json.WriteNumber("attempt", call.Attempt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void TextIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    // Values of attributes are JSON already.
    private static void RawIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }

    private static string Time(AuditEntry entry) => entry.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Outcome(AuditEntry entry) => entry.Outcome.ToString().ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // RFC 4180; and a spreadsheet must not take a user's name for a formula.
    private static string Quoted(string? cell)
    {
        if (string.IsNullOrEmpty(cell))
        {
            return "";
        }

        var safe = cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
