using System.Data;
using Microsoft.Data.Sqlite;

namespace Scim.Api.Storage.Sqlite;

/// <summary>
/// A connection that keeps its statements prepared: most of ours take SQLite longer to plan than to run. Whoever disposes it gives it back.
/// </summary>
/// <param name="keep">Takes it back when it is disposed; where it answers false, or is null, the connection is closed.</param>
internal sealed class PreparedConnection(string connectionString, Func<PreparedConnection, bool>? keep = null) : SqliteConnection(connectionString)
{
    /// <summary>Filters come in any number of texts: when so many are kept, all are dropped and those in use come back.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);

    public override SqliteCommand CreateCommand() =>
        new Forwarding(this) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    protected override void Dispose(bool disposing)
    {
        if (disposing && keep?.Invoke(this) == true)
        {
            return;
        }

        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private Prepared Take(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
        {
            // Asked for again while its rows are being read: that one stays as it is, and the new one takes its place.
            return known.IsBusy ? _prepared[sql] = Prepare(sql) : known;
        }

        if (_prepared.Count == Most)
        {
            Forget();
        }

        return _prepared[sql] = Prepare(sql);
    }

    private Prepared Prepare(string sql)
    {
        var command = new Prepared { Connection = this, CommandText = sql };
        try
        {
            // Without this the library prepares at each run anew.
            command.Prepare();
            return command;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private void Forget()
    {
        foreach (var idle in _prepared.Values.Where(p => !p.IsBusy))
        {
            idle.Dispose();
        }

        _prepared.Clear();
    }

    /// <summary>What a caller fills in; it runs the kept statement of the same text.</summary>
    private sealed class Forwarding(PreparedConnection connection) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            var prepared = connection.Take(CommandText);
            prepared.Transaction = Transaction;
            prepared.CommandTimeout = CommandTimeout;
            prepared.Fill(Parameters);
            return prepared.ExecuteReader(behavior);
        }
    }

    private sealed class Prepared : SqliteCommand
    {
        public bool IsBusy => DataReader is { IsClosed: false };

        public void Fill(SqliteParameterCollection given)
        {
            if (!HasNamesOf(given))
            {
                Parameters.Clear();
                foreach (SqliteParameter parameter in given)
                {
                    Parameters.Add(new SqliteParameter { ParameterName = parameter.ParameterName });
                }
            }

            for (var i = 0; i < given.Count; i++)
            {
                Parameters[i].Value = given[i].Value;
            }
        }

        private bool HasNamesOf(SqliteParameterCollection given)
        {
            if (given.Count != Parameters.Count)
            {
                return false;
            }

            for (var i = 0; i < given.Count; i++)
            {
                if (given[i].ParameterName != Parameters[i].ParameterName)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
