using System.Collections.Immutable;
using Dapper;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A query of the mirror as statements: its page, its count, and whether there is anything at all.</summary>
internal sealed class QueryToSql
{
    private const string Absent = "(case when k.sort_value is null then 1 else 0 end)";
    private const string Present = "coalesce(k.sort_value, '')";

    private readonly ResourceQuery _query;
    private readonly SqlDialect _dialect;
    private readonly PagePosition? _youngest;

    /// <param name="youngest">The youngest resource of a walk; null where the query is none.</param>
    public QueryToSql(ResourceQuery query, SqlDialect dialect, PagePosition? youngest = null)
    {
        (_query, _dialect, _youngest) = (query, dialect, youngest);

        // One more than fits the page tells whether the walk goes on.
        var limit = query.IsWalk ? query.Limit + 1 : query.Limit;
        Parameters.Add("limit", limit);
        Parameters.Add("offset", query.Offset);
        Parameters.Add("reach", (long)query.Offset + limit);
        Parameters.Add("true", Comparable.Of(query.Types[0].Type.Common.Id, ScimValue.Boolean.True));
        if (youngest is not null)
        {
            Parameters.Add("youngestCreated", Instants.Write(youngest.Created));
            Parameters.Add("youngestId", youngest.Id);
        }

        if (query.From is { At: var at })
        {
            Parameters.Add("atCreated", Instants.Write(at.Created));
            Parameters.Add("atId", at.Id);
            Parameters.Add("atValue", at.SortValue ?? "");
            Parameters.Add("atAbsent", at.SortValue is null ? 1 : 0);
        }

        ImmutableArray<string> conditions = [.. query.Types.Select(Condition)];
        Count = conditions is [var condition]
            ? $"select count(*) from resource r where {condition}"
            : $"select {string.Join(" + ", conditions.Select(c => $"(select count(*) from resource r where {c})"))}";
        (Page, Any) = query.IsSorted ? Sorted(conditions) : conditions is [var only] ? OfOneType(only) : OfTypes(conditions);
    }

    public string Page { get; }

    public string Count { get; }

    /// <summary>A row where the page isn't empty, found without putting anything in order.</summary>
    public string Any { get; }

    public DynamicParameters Parameters { get; } = new();

    private bool IsBackward => _query.From is { Backward: true };

    /// <summary>The youngest resource of some types, whatever the filter: everything made later is younger.</summary>
    public static string Youngest(int types) =>
        $"""
        select k.created as Created, k.id as Id from ({string.Join(" union all ", Enumerable.Range(0, types).Select(i =>
            $"select * from (select r.created, r.id from resource r where r.type = @type{i} and r.state <= 1 order by r.created desc, r.id desc limit 1) y{i}"))}) k
        order by k.created desc, k.id desc limit 1
        """;

    private string Condition(TypeQuery part, int index)
    {
        Parameters.Add($"type{index}", part.Type.Name);

        // Neither missing resources (2) nor tombstones (3) are found. A filter finds its resources by value. The concatenation keeps SQLite,
        // which has no statistics of the values, from walking the whole directory in the order of creation instead.
        var condition = part.Filter is null
            ? $"r.type = @type{index} and r.state <= 1"
            : $"r.type || '' = @type{index} and r.state <= 1 and "
                + new FilterToSql(_dialect, part.Type, Parameters, $"f{index}x").Condition(part.Filter);
        return _youngest is null ? condition : $"{condition} and (r.created, r.id) <= (@youngestCreated, @youngestId)";
    }

    private (string Page, string Any) OfOneType(string condition)
    {
        var found = $"from resource r where {condition}{Beyond("r")}";
        return ($"select {ResourceRow.Columns} {found} order by {ByCreation("r")} limit @limit offset @offset", $"select 1 {found} limit 1");
    }

    // Of each type as many as the page reaches are read, by the index; what is merged is keys, and only the page's rows are read whole.
    private (string Page, string Any) OfTypes(ImmutableArray<string> conditions)
    {
        var parts = conditions.Select(c => $"from resource r where {c}{Beyond("r")}").ToArray();
        var firsts = parts.Select((part, i) => $"select * from (select r.id, r.created {part} order by {ByCreation("r")} limit @reach) p{i}");
        var keys = $"select k.id, k.created from ({string.Join(" union all ", firsts)}) k order by {ByCreation("k")} limit @limit offset @offset";
        return (
            $"select {ResourceRow.Columns} from ({keys}) k join resource r on r.id = k.id order by {ByCreation("k")}",
            $"select 1 from ({string.Join(" union all ", parts.Select((part, i) => $"select * from (select 1 {part} limit 1) p{i}"))}) k limit 1");
    }

    private (string Page, string Any) Sorted(ImmutableArray<string> conditions)
    {
        var parts = _query.Types.Select((part, i) => $"select r.id, r.created, {SortValueOf(part, i)} as sort_value from resource r where {conditions[i]}");
        var found = $"({string.Join(" union all ", parts)}) k{(_query.From is null ? "" : $" where {BeyondSorted()}")}";
        var keys = $"select k.id, k.created, k.sort_value from {found} order by {ByValue()} limit @limit offset @offset";
        return (
            $"select {ResourceRow.Columns}, k.sort_value as SortValue from ({keys}) k join resource r on r.id = k.id order by {ByValue()}",
            $"select 1 from {found} limit 1");
    }

    // A multi-valued attribute is sorted by its primary value, or else its first (RFC 7644 §3.4.2.3); a type without the attribute by none.
    // A cursor holds a bounded part of the value, so a walk is sorted by that part.
    private string SortValueOf(TypeQuery part, int index)
    {
        var by = part.SortBy is { IsComplex: true, Value: { } value } ? value : part.SortBy;
        var primary = by?.Parent?.Primary;
        Parameters.Add($"sortBy{index}", by?.Path ?? "");
        Parameters.Add($"sortPrimary{index}", primary?.Path ?? "");
        var whole =
            $"""
            (select v.value from attribute v left join attribute p
               on p.resource_id = v.resource_id and p.element = v.element and p.path = @sortPrimary{index} and p.value = @true
             where v.resource_id = r.id and v.path = @sortBy{index}
             order by case when p.value is null then 1 else 0 end, v.element, v.position limit 1)
            """;
        return _query.IsWalk ? $"substr({whole}, 1, {IndexKey.Length})" : whole;
    }

    private string ByCreation(string row) => IsBackward ? $"{row}.created desc, {row}.id desc" : $"{row}.created, {row}.id";

    private string ByValue()
    {
        var direction = _query.Descending != IsBackward ? "desc" : "asc";
        return $"{Absent} {direction}, {Present} {direction}, {ByCreation("k")}";
    }

    /// <summary>What stands on the wanted side of the walk's place, in the order of creation.</summary>
    private string Beyond(string row) => _query.From is null ? "" : $" and {BeyondCreation(row)}";

    private string BeyondCreation(string row) => $"({row}.created, {row}.id) {(IsBackward ? "<" : ">")} (@atCreated, @atId)";

    private string BeyondSorted()
    {
        var sign = _query.Descending != IsBackward ? "<" : ">";
        return $"({Absent} {sign} @atAbsent or ({Absent} = @atAbsent and ({Present} {sign} @atValue or ({Present} = @atValue and {BeyondCreation("k")}))))";
    }
}
