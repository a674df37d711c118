using Scim.Core.Storage;

namespace Scim.Api.Health;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreHealth(ISettingStore settings, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null where it does, else why not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await settings.FindAsync("health", either.Token).WaitAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"The store didn't answer within {Patience.TotalSeconds:0} seconds.";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"The store can't be used: {e.Message}";
        }
    }
}
