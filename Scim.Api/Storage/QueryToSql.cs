using Dapper;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A query of the mirror as two statements: its page and its count.</summary>
internal sealed class QueryToSql
{
    // Neither missing resources (2) nor tombstones (3) are found.
    private const string Visible = "r.type = @type and r.state <= 1";

    // A filter finds its resources by value. The concatenation keeps SQLite, which has no statistics of the values, from walking the whole
    // directory in the order of creation instead.
    private const string VisibleOfFound = "r.type || '' = @type and r.state <= 1";

    // A multi-valued attribute is sorted by its primary value, or else its first (RFC 7644 §3.4.2.3).
    private const string SortValue =
        """
        (select v.value from attribute v left join attribute p
           on p.resource_id = v.resource_id and p.element = v.element and p.path = @sortPrimary and p.value = @true
         where v.resource_id = r.id and v.path = @sortBy
         order by case when p.value is null then 1 else 0 end, v.element, v.position limit 1)
        """;

    public QueryToSql(ResourceQuery query, SqlDialect dialect)
    {
        Parameters.Add("type", query.Type.Name);
        Parameters.Add("limit", query.Limit);
        Parameters.Add("offset", query.Offset);
        var condition = query.Filter is null
            ? Visible
            : $"{VisibleOfFound} and {new FilterToSql(dialect, query.Type, Parameters).Condition(query.Filter)}";
        Count = $"select count(*) from resource r where {condition}";
        Page = query.SortBy is null
            ? $"select {ResourceRow.Columns} from resource r where {condition} order by r.created, r.id limit @limit offset @offset"
            : Sorted(condition, query.SortBy, query.Descending);
    }

    public string Page { get; }

    public string Count { get; }

    public DynamicParameters Parameters { get; } = new();

    private string Sorted(string condition, AttributeDefinition attribute, bool descending)
    {
        var by = attribute.IsComplex ? attribute.Value ?? attribute : attribute;
        var primary = by.Parent?.Primary;
        Parameters.Add("sortBy", by.Path);
        Parameters.Add("sortPrimary", primary?.Path ?? "");
        Parameters.Add("true", primary is null ? "" : Comparable.Of(primary, ScimValue.Boolean.True));
        var direction = descending ? "desc" : "asc";
        return $"""
            select {ResourceRow.Columns} from (select r.*, {SortValue} as sort_value from resource r where {condition}) r
            order by case when r.sort_value is null then 1 else 0 end {direction}, r.sort_value {direction}, r.created, r.id
            limit @limit offset @offset
            """;
    }
}
