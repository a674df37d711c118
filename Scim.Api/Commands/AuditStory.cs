using System.Globalization;
using Scim.Core.Auditing;

namespace Scim.Api.Commands;

/// <summary>An audit entry for a person: who asked for what, what became of it, what changed, and what the product was told.</summary>
internal static class AuditStory
{
    public static IEnumerable<string> Of(AuditEntry entry)
    {
        yield return $"{entry.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC  {entry.Action}{Subject(entry.Resource)}";
        yield return $"  Asked by:  {string.Join(", ", Askers(entry.Actor))}";
        if (entry.Request is { } request)
        {
            yield return $"  Asked for: {request.Method} {request.Path}";
        }

        if (entry.Dialect is not null)
        {
            yield return $"  Dialect:   {entry.Dialect}";
        }

        yield return $"  Answered:  {entry.Outcome.ToString().ToLowerInvariant()}{(entry.Status == 0 ? "" : $", {entry.Status}")} after {Milliseconds(entry.Milliseconds)}";
        if (entry.Detail is not null)
        {
            yield return $"             {(entry.ScimType is null ? "" : entry.ScimType + ": ")}{entry.Detail}";
        }

        foreach (var note in entry.Notes)
        {
            yield return $"  Note:      {note}";
        }

        foreach (var change in entry.Changes)
        {
            yield return $"  Changed:   {change.Attribute}: {change.Before ?? "(nothing)"} → {change.After ?? "(nothing)"}";
        }

        foreach (var call in entry.Product)
        {
            var attempt = call.Attempt > 1 ? $", attempt {call.Attempt}" : "";
            yield return $"  Product:   {call.Method} {call.Path} → {call.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"} after {Milliseconds(call.Milliseconds)}{attempt}";
        }

        yield return $"  Request:   {entry.RequestId}";
        yield return $"  Entry:     {entry.Id}";
    }

    private static string Subject(AuditResource? resource)
    {
        if (resource is null)
        {
            return "";
        }

        var name = resource.Name is null ? "" : $" '{resource.Name}'";
        var id = resource.Id is null ? "" : $" {resource.Id}";
        var product = resource.ProductKey is null ? "" : $", in the product {resource.ProductName ?? resource.Name} ({resource.ProductKey})";
        return $"  {resource.Type}{name}{id}{product}";
    }

    private static IEnumerable<string> Askers(Actor actor)
    {
        yield return actor.Token ?? actor.Subject ?? "nobody that is known";
        if (actor.Token is not null && actor.Subject is not null)
        {
            yield return actor.Subject;
        }

        if (actor.Ip is not null)
        {
            yield return $"from {actor.Ip}";
        }

        if (actor.UserAgent is not null)
        {
            yield return actor.UserAgent;
        }
    }

    private static string Milliseconds(double time) => $"{time.ToString("0.#", CultureInfo.InvariantCulture)} ms";
}
