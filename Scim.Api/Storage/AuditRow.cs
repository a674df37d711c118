using System.Globalization;
using System.Text.Json;
using Scim.Core.Auditing;

namespace Scim.Api.Storage;

/// <summary>A row of the table <c>audit</c>: the entry as JSON, and beside it what is searched by.</summary>
internal sealed class AuditRow
{
    public string Id { get; init; } = "";

    public long Time { get; init; }

    public string Entry { get; init; } = "";

    /// <summary>Writes the entries of the parameter <c>@entries</c> in one statement; one that is there already is passed over.</summary>
    public static string Insert(SqlDialect dialect) =>
        $"""
        insert into audit (id, time, minor, action, outcome, resource_id, resource_name, product_key, request_id, entry)
        select value ->> 0, cast(value ->> 1 as bigint), cast(value ->> 2 as integer), value ->> 3, cast(value ->> 4 as integer),
          value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
        from {dialect.Rows("@entries")} where true
        on conflict (id) do nothing
        """;

    /// <summary>The entries as <see cref="Insert"/> takes them.</summary>
    /// <param name="entries">What happened.</param>
    /// <param name="values">Whether the values of attributes are kept.</param>
    public static string List(IEnumerable<AuditEntry> entries, bool values) => JsonSerializer.Serialize(
        entries.Select(entry => Columns(values ? entry : entry.WithoutValues())).ToArray(), StoreJson.Plain.StringArrayArray);

    /// <summary>Whether an entry tells of a successful read: the bulk of the log, and the part that is missed least.</summary>
    public static bool IsMinor(AuditEntry entry) => entry is
    {
        Outcome: not AuditOutcome.Failure,
        Action: AuditAction.UserRead or AuditAction.UserSearch or AuditAction.GroupRead or AuditAction.GroupSearch or AuditAction.DiscoveryRead,
    };

    public AuditEntry Read() => JsonSerializer.Deserialize(Entry, StoreJson.Plain.AuditEntry)!;

    private static string?[] Columns(AuditEntry entry) =>
    [
        entry.Id,
        Number(Instants.Write(entry.Time)),
        Number(IsMinor(entry) ? 1 : 0),
        entry.Action,
        Number((int)entry.Outcome),
        entry.Resource?.Id is { } id ? IndexKey.Of(id) : null,
        entry.Resource?.Name is { } name ? ResourceRow.NameKeyOf(name) : null,
        entry.Resource?.ProductKey is { } key ? IndexKey.Of(key) : null,
        IndexKey.Of(entry.RequestId),
        JsonSerializer.Serialize(entry, StoreJson.Plain.AuditEntry),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
