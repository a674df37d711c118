using Scim.Core.Adapters;

namespace Scim.Api.Health;

/// <summary>Says once, in the log of a service that has just started, what keeps the product from being worked with.</summary>
internal sealed partial class ProductAtStart(ProductHealth health, IProductAdapter product, ILogger<ProductAtStart> logger)
{
    public async Task WarnAsync(CancellationToken ct)
    {
        try
        {
            var report = await health.ReadAsync(ct);
            if (!report.IsHealthy)
            {
                LogNotFit(product.Descriptor.DisplayName, string.Join(' ', report.Findings.Where(f => f.Verdict is ProbeVerdict.Failed).Select(f => f.Sentence)));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It ends before it was told.
        }
    }

    [LoggerMessage(1121, LogLevel.Warning, "{Product} can't be worked with yet, and changes are answered 503 until it can: {Sentences}")]
    private partial void LogNotFit(string product, string sentences);
}
