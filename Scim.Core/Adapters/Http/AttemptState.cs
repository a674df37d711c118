using Polly;

namespace Scim.Core.Adapters.Http;

/// <summary>What is known of one request across its attempts; it travels with the pipeline's context.</summary>
internal sealed class AttemptState(ProductRequest request, long started)
{
    public static readonly ResiliencePropertyKey<AttemptState> Key = new("scim.product.request");

    private volatile bool _maybeDone;

    public ProductRequest Request { get; } = request;

    public long Started { get; } = started;

    public int Count { get; private set; }

    /// <summary>Whether some attempt may have had its effect; a time-out while one is under way counts too.</summary>
    public bool MaybeDone => _maybeDone;

    public void Begin()
    {
        Count++;
        Earlier = _maybeDone;
        _maybeDone = Request.Effect != ProductEffect.Read;
    }

    private bool Earlier { get; set; }

    /// <summary>The attempt came to an end that tells whether it had its effect.</summary>
    public void End(bool maybeDone) => _maybeDone = Earlier || (maybeDone && Request.Effect != ProductEffect.Read);

    public static AttemptState Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
