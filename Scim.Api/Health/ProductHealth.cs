using Scim.Core.Adapters;

namespace Scim.Api.Health;

/// <summary>
/// How the product is, asked only when somebody wants to know: once, without retries, for a short while. A fresh answer serves
/// everybody, so that a load balancer's probes don't become the product's load.
/// </summary>
internal sealed class ProductHealth(IProductAdapter product, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private ProbeReport? _last;
    private DateTimeOffset _askedAt;

    public async Task<ProbeReport> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last is null || time.GetUtcNow() - _askedAt >= Freshness)
            {
                _last = await AskAsync(ct);
                _askedAt = time.GetUtcNow();
            }

            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ProbeReport> AskAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await product.ProbeAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, [new("reachable", ProbeVerdict.Failed,
                $"{product.Descriptor.DisplayName} didn't answer within {Patience.TotalSeconds:0} seconds.")]);
        }
    }
}
