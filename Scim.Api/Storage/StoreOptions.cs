using System.Data.Common;
using FluentValidation;
using Microsoft.Data.Sqlite;
using Npgsql;
using Scim.Core.Options;

namespace Scim.Api.Storage;

/// <summary>Where the gateway keeps what the product can't (configuration <c>Scim:Store</c>).</summary>
internal sealed class StoreOptions
{
    public const string Section = "Scim:Store";

    /// <summary>A file next to the service, or a server for several replicas.</summary>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>As the driver takes it. It may hold a password, so it never shows itself.</summary>
    public Secret ConnectionString { get; set; } = new("Data Source=scim.db");

    /// <summary>SQLite's file, whole; null for a server.</summary>
    public string? File => Provider == StoreProvider.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString.Reveal()).DataSource)
        : null;

    /// <summary>Where the store is, in words that hold no secret.</summary>
    public string Place => File ?? Database(new NpgsqlConnectionStringBuilder(ConnectionString.Reveal()));

    /// <summary>Whether there is no store yet: the first start makes SQLite's file, and a server is asked.</summary>
    public bool IsMissing => File is { } file && !System.IO.File.Exists(file);

    /// <summary>The folder of SQLite's file where it isn't there yet but can be, else null: the first start makes it.</summary>
    public string? MissingFolder
    {
        get
        {
            if (Path.GetDirectoryName(File) is not { } folder)
            {
                return null;
            }

            var nearest = folder;
            while (nearest is not null && !Directory.Exists(nearest) && !System.IO.File.Exists(nearest))
            {
                nearest = Path.GetDirectoryName(nearest);
            }

            return nearest == folder || System.IO.File.Exists(nearest) ? null : folder;
        }
    }

    private static string Database(NpgsqlConnectionStringBuilder server) => $"database {server.Database ?? server.Username} on {server.Host}";

    public static StoreOptions Read(OptionsReader reader)
    {
        var otherwise = new StoreOptions();
        return new()
        {
            Provider = reader.Choice(nameof(Provider), otherwise.Provider),
            ConnectionString = reader.Secret(nameof(ConnectionString)) ?? otherwise.ConnectionString,
        };
    }
}

internal enum StoreProvider
{
    /// <summary>A file next to the service.</summary>
    Sqlite,

    /// <summary>A server, for several replicas.</summary>
    Postgresql,
}

internal sealed class StoreOptionsValidator : AbstractValidator<StoreOptions>
{
    public StoreOptionsValidator() => RuleFor(o => o.ConnectionString).Custom((secret, context) =>
    {
        var missing = context.InstanceToValidate.Provider switch
        {
            StoreProvider.Sqlite when !Names(secret, "data source", "datasource", "filename") =>
                "names no file: expected one such as 'Data Source=scim.db'.",
            StoreProvider.Sqlite when IsInMemory(secret) => "names a store in memory, which forgets everything: expected a file.",
            StoreProvider.Postgresql when !Names(secret, "host", "server") =>
                "names no server: expected one such as 'Host=db;Database=scim;Username=scim;Password=…'.",
            _ => null,
        };
        if (missing is not null)
        {
            context.AddFailure(missing);
        }
    });

    private static bool IsInMemory(Secret secret) =>
        secret.Reveal().Contains(":memory:", StringComparison.OrdinalIgnoreCase)
        || (Parse(secret) is { } parts && parts.TryGetValue("mode", out var mode) && mode is "Memory" or "memory");

    private static bool Names(Secret secret, params ReadOnlySpan<string> keys)
    {
        if (Parse(secret) is { } parts)
        {
            foreach (var key in keys)
            {
                if (parts.TryGetValue(key, out var value) && value is string { Length: > 0 })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static DbConnectionStringBuilder? Parse(Secret secret)
    {
        try
        {
            return new() { ConnectionString = secret.Reveal() };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
