using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// The one pipeline through which every call of an adapter goes, from the outside in: total time-out, concurrency limit, retry, circuit
/// breaker, time-out of the attempt. The breaker stands inside the retry so that it counts attempts: with a product that hangs, four
/// callers make half a dozen whole calls in a minute, too few to see an outage by.
/// </summary>
internal static class ProductPipeline
{
    /// <summary>Callers that may wait for a turn, for each that is under way; the next is told at once that the product is too busy.</summary>
    private const int QueuePerTurn = 64;

    public static ResiliencePipeline<Attempt> Build(string product, ProductOptions options, TimeProvider time)
    {
        var isOpen = 0;
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = a => new(AttemptState.Of(a.Context).Request.IsList ? Timeout.InfiniteTimeSpan : options.TotalTimeout),
            })
            .AddConcurrencyLimiter(options.Concurrency, options.Concurrency * QueuePerTurn);
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                // 250 ms where an attempt may take the 8 s it has by default; who is less patient waits less.
                Delay = options.Timeout / 32,
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                ShouldHandle = a => new(MayRetry(a, options, time)),
                // "Retry-After: 0" is no reason to hurry.
                DelayGenerator = a => new(a.Outcome.Result?.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : null),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
            {
                FailureRatio = 0.8,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(10),
                ShouldHandle = a => new(a.Outcome.Result?.IsOutage ?? a.Outcome.Exception is TimeoutRejectedException),
                OnOpened = _ => Changed(true),
                OnClosed = _ => Changed(false),
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = a => new(AttemptState.Of(a.Context).Request.IsList ? Longer(options.Timeout) : options.Timeout),
            })
            .Build();

        // It opens again from half open without having closed.
        ValueTask Changed(bool opened)
        {
            if (Interlocked.Exchange(ref isOpen, opened ? 1 : 0) != (opened ? 1 : 0))
            {
                ProductMeter.CircuitChanged(product, opened);
            }

            return default;
        }
    }

    /// <summary>Whoever has raised the ordinary time-out above that of lists has it for lists too.</summary>
    private static TimeSpan Longer(TimeSpan timeout) => timeout > ProductHttp.ListTimeout ? timeout : ProductHttp.ListTimeout;

    private static bool MayRetry(RetryPredicateArguments<Attempt> arguments, ProductOptions options, TimeProvider time)
    {
        var state = AttemptState.Of(arguments.Context);
        if (arguments.Outcome.Exception is TimeoutRejectedException)
        {
            return state.Request.Effect != ProductEffect.Once;
        }

        if (arguments.Outcome.Result is not { MayRetry: true } attempt)
        {
            return false;
        }

        // Waiting longer than the whole call may take would only turn the product's answer into a time-out.
        var left = options.TotalTimeout - time.GetElapsedTime(state.Started);
        return attempt.RetryAfter is not { } wait || wait < left;
    }
}
