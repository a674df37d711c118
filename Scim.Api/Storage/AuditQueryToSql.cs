using Dapper;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A search in the audit log, youngest first: only what is asked for stands in it, so that each engine takes the fitting index.</summary>
internal sealed class AuditQueryToSql
{
    private readonly List<string> _conditions = ["1 = 1"];

    public AuditQueryToSql(AuditQuery query)
    {
        Add("a.time >= @since", "since", Instants.Write(query.Since));
        Add("a.time < @until", "until", Instants.Write(query.Until));
        Add("a.outcome = @outcome", "outcome", (int?)query.Outcome);
        Add("a.request_id = @request", "request", query.RequestId is { } request ? IndexKey.Of(request) : null);
        Add("a.id = @id", "id", query.Id);
        if (query.Resource is { } resource)
        {
            Add("(a.resource_id = @exact or a.product_key = @exact or a.resource_name = @name)", "exact", IndexKey.Of(resource));
            Parameters.Add("name", ResourceRow.NameKeyOf(resource));
        }

        if (query.Action is { } action)
        {
            var isPrefix = action.EndsWith('.');
            Add(isPrefix ? "a.action >= @action and a.action < @behind" : "a.action = @action", "action", action);
            Parameters.Add("behind", isPrefix ? CodePoints.Next(action) : null);
        }
    }

    public DynamicParameters Parameters { get; } = new();

    public string Page(int limit)
    {
        Parameters.Add("limit", limit);
        return $"select a.id as Id, a.time as Time, a.entry as Entry from audit a where {string.Join(" and ", _conditions)} "
            + "order by a.time desc, a.id desc limit @limit";
    }

    /// <summary>The next page begins behind this entry.</summary>
    public void StartBehind(AuditRow last)
    {
        const string Behind = "(a.time, a.id) < (@lastTime, @lastId)";
        if (!_conditions.Contains(Behind))
        {
            _conditions.Add(Behind);
        }

        Parameters.Add("lastTime", last.Time);
        Parameters.Add("lastId", last.Id);
    }

    private void Add(string condition, string parameter, object? value)
    {
        if (value is not null)
        {
            _conditions.Add(condition);
            Parameters.Add(parameter, value);
        }
    }
}
