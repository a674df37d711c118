using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Scim.Api.Storage.PostgreSql;

/// <summary>One session on the server that holds advisory locks of many requests. When it breaks, the server has freed them all.</summary>
internal sealed class LockSession(string connectionString) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private NpgsqlConnection? _connection;

    /// <summary>Whether it is of no use any more; locks taken on it are gone.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A key as the server's locks are named.</summary>
    public static long NumberOf(string key) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Takes the locks in their order up to the first that another session holds; answers those taken, or null if this session is broken.</summary>
    public async Task<IReadOnlyList<long>?> TryTakeAsync(long[] wanted, CancellationToken ct)
    {
        if (wanted.Length == 0)
        {
            return [];
        }

        await _turn.WaitAsync(ct);
        try
        {
            if (IsBroken)
            {
                return null;
            }

            var connection = _connection ??= await ConnectAsync(ct);
            return await TryTakeAsync(connection, wanted);
        }
        catch (NpgsqlException) when (_connection is { State: not ConnectionState.Open })
        {
            await BreakAsync();
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives locks back, one way or the other: if the server can't be told, the session is ended.</summary>
    public async Task GiveBackAsync(long[] taken)
    {
        if (taken.Length == 0)
        {
            return;
        }

        await _turn.WaitAsync();
        try
        {
            if (_connection is not null && !IsBroken)
            {
                await BooleansAsync(_connection, "select pg_advisory_unlock(k) from unnest($1) as t (k)", taken);
            }
        }
        catch (NpgsqlException)
        {
            await BreakAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await BreakAsync();
        _turn.Dispose();
    }

    // Once sent it is seen through: a lock whose taking was cancelled half-way would stay with the session.
    private static async Task<IReadOnlyList<long>> TryTakeAsync(NpgsqlConnection connection, long[] wanted)
    {
        var got = await BooleansAsync(connection, "select pg_try_advisory_lock(k) from unnest($1) with ordinality as t (k, n) order by n", wanted);
        var taken = got.TakeWhile(t => t).Count();
        var tooMany = wanted.Where((_, i) => i > taken && got[i]).ToArray();
        if (tooMany.Length > 0)
        {
            await BooleansAsync(connection, "select pg_advisory_unlock(k) from unnest($1) as t (k)", tooMany);
        }

        return wanted[..taken];
    }

    private static async Task<List<bool>> BooleansAsync(NpgsqlConnection connection, string sql, long[] numbers)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(numbers);
        await using var reader = await command.ExecuteReaderAsync();
        var answers = new List<bool>(numbers.Length);
        while (await reader.ReadAsync())
        {
            answers.Add(reader.GetBoolean(0));
        }

        return answers;
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task BreakAsync()
    {
        IsBroken = true;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
