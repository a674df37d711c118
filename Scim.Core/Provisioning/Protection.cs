using System.Collections.Immutable;
using System.IO.Enumeration;
using Microsoft.Extensions.Logging;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>
/// Whom and what the gateway never touches, so that no request can lock everybody out: its own account, administrators, groups that
/// grant administration or a seat. Read from the product at start; until it has been read, changes wait (503).
/// </summary>
internal sealed partial class Protection(
    IProductAdapter adapter, UserPolicy users, GroupPolicy groups, TimeProvider time, ILogger<Protection> logger) : IDisposable
{
    /// <summary>After this the product is asked again, beside the request that noticed.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private const string IsOwn = "is the account that the gateway itself uses";

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known? _known;

    /// <summary>Makes sure that the product was asked. Costs nothing after the first time.</summary>
    /// <exception cref="ProductException">It couldn't be asked.</exception>
    public async Task EnsureReadAsync(CancellationToken ct)
    {
        var known = _known;
        if (known is null)
        {
            await ReadAsync(ct);
        }
        else if (time.GetUtcNow() - known.ReadAt > Fresh && _reading.CurrentCount > 0)
        {
            _ = RefreshAsync();
        }
    }

    /// <summary>Why this account is left alone, or null: "is the account that the gateway uses itself".</summary>
    public string? ReasonAgainst(ProductUser account) => account switch
    {
        _ when _known?.Own.Key == account.Key => IsOwn,
        _ when ReasonAgainstName(account.Name) is { } reason => reason,
        { Administers: true } when !users.AdoptAdmins =>
            $"administers {adapter.Descriptor.DisplayName} (Scim:Users:AdoptAdmins=true allows administrators who are people)",
        _ => null,
    };

    /// <summary>Why nobody may have this login name through the gateway, whether the product has such an account or not; else null.</summary>
    public string? ReasonAgainstName(string name) =>
        string.Equals(_known?.Own.Name, name, StringComparison.OrdinalIgnoreCase) ? IsOwn
        : Matches(users.Protected ?? adapter.Descriptor.ProtectedUsers, name) ? "is protected by Scim:Users:Protected"
        : null;

    /// <summary>How far the group of this name is protected.</summary>
    public GroupProtection Of(string groupName)
    {
        var known = _known;
        return Matches(groups.Protected ?? adapter.Descriptor.ProtectedGroups, groupName) || known?.Administration.Contains(groupName) == true
            ? GroupProtection.Administration
            : known?.Licence.Contains(groupName) == true ? GroupProtection.Licence : GroupProtection.None;
    }

    public void Dispose() => _reading.Dispose();

    private static bool Matches(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            if (_known is null || time.GetUtcNow() - _known.ReadAt > Fresh)
            {
                var read = await adapter.ReadProtectionAsync(ct);
                _known = new(
                    read.OwnAccount,
                    read.AdministrationGroups.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
                    read.LicenceGroups.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
                    time.GetUtcNow());
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task RefreshAsync()
    {
        ProductCalls.Listen(null);
        try
        {
            await ReadAsync(CancellationToken.None);
        }
        catch (ProductException e)
        {
            LogNotRefreshed(logger, e.Message);
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "What is protected in the product couldn't be read again; what is known stays in force. {Reason}")]
    private static partial void LogNotRefreshed(ILogger logger, string reason);

    private sealed record Known(ProductUser Own, ImmutableHashSet<string> Administration, ImmutableHashSet<string> Licence, DateTimeOffset ReadAt);
}

/// <summary>How far a group is protected.</summary>
internal enum GroupProtection
{
    None,

    /// <summary>Grants access to the product: members may change, the group may not be deleted or renamed.</summary>
    Licence,

    /// <summary>Grants administration: not changed at all.</summary>
    Administration,
}
