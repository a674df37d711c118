using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>
/// What is known of the installation: its protected groups, the gateway's own account, and what its version can do. Read from the product
/// before the first change; until it has been read, changes wait (503).
/// </summary>
internal sealed partial class KnownSite(IProductAdapter adapter, TimeProvider time, ILogger<KnownSite> logger) : IDisposable
{
    /// <summary>After this the product is asked again, beside the request that noticed.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known? _known;

    /// <summary>What the product is and can do: as declared, less what this installation was found to lack.</summary>
    public ProductDescriptor Product => _known?.Product ?? adapter.Descriptor;

    /// <summary>The gateway's own account, once it is known.</summary>
    public ProductUser? OwnAccount => _known?.OwnAccount;

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

    /// <summary>Whether the group of this name is known to grant administration.</summary>
    public bool GrantsAdministration(string groupName) => _known?.Administration.Contains(groupName) == true;

    /// <summary>Whether the group of this name is known to grant access to the product.</summary>
    public bool GrantsAccess(string groupName) => _known?.Licence.Contains(groupName) == true;

    public void Dispose() => _reading.Dispose();

    private async Task ReadAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            if (_known is null || time.GetUtcNow() - _known.ReadAt > Fresh)
            {
                var read = await adapter.ReadSiteAsync(ct);
                _known = new(
                    read.OwnAccount,
                    read.AdministrationGroups.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                    read.LicenceGroups.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                    adapter.Descriptor.At(read),
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

    private sealed record Known(
        ProductUser OwnAccount, FrozenSet<string> Administration, FrozenSet<string> Licence, ProductDescriptor Product, DateTimeOffset ReadAt);
}
