using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// The way to a product: base address, credentials, JSON, the limit on an answer's size, the pipeline, and from a status to a fault.
/// Which product it is it doesn't know; the adapter's <see cref="IProductErrors"/> does. Every attempt is told to <see cref="ProductCalls"/>.
/// </summary>
public sealed class ProductHttp
{
    /// <summary>How long one attempt at a page of a list may take: with big external directories, products take minutes for one.</summary>
    public static readonly TimeSpan ListTimeout = TimeSpan.FromMinutes(5);

    /// <summary>An answer larger than this is not read.</summary>
    public const int AnswerBytes = 32 * 1024 * 1024;

    private static readonly ProductInfoHeaderValue Agent = new("scim-gateway", typeof(ProductHttp).Assembly.GetName().Version?.ToString(3));
    private static readonly TimeSpan Guess = TimeSpan.FromSeconds(5);

    private readonly Func<HttpClient> _client;
    private readonly ProductAccess _access;
    private readonly IProductErrors _errors;
    private readonly ProductOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Attempt> _pipeline;

    /// <summary>One for each adapter: it holds the adapter's pipeline.</summary>
    public ProductHttp(Func<HttpClient> client, ProductAccess access, IProductErrors errors, ProductOptions options, TimeProvider time)
    {
        _client = client;
        _access = access;
        _errors = errors;
        _options = options;
        _time = time;
        _pipeline = ProductPipeline.Build(errors.Product, options, time);
    }

    /// <summary>The clock that all waits go by.</summary>
    public TimeProvider Time => _time;

    /// <summary>How long one change may take with all its calls.</summary>
    public TimeSpan TotalTimeout => _options.TotalTimeout;

    /// <summary>Where the product is.</summary>
    public Uri BaseUrl => _access.BaseUrl;

    /// <summary>Reads what a path shows; null where the product itself says that there is no such thing.</summary>
    /// <exception cref="ProductException">Forbidden, Throttled, Unavailable.</exception>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var request = ProductRequest.Get(path);
        var answer = await ExchangeAsync(request, ct);
        return answer.Status == HttpStatusCode.NotFound && _errors.IsOwn(answer) ? null : Read(request, answer, type);
    }

    /// <summary>Reads what a path shows.</summary>
    /// <exception cref="ProductException">NotFound, Forbidden, Throttled, Unavailable.</exception>
    public async Task<T> GetAsync<T>(ProductRequest request, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => Read(request, await ExchangeAsync(request, ct), type);

    /// <summary>Sends a request and answers what came if it is success.</summary>
    /// <exception cref="ProductException">Any fault.</exception>
    public async Task<ProductAnswer> SendAsync(ProductRequest request, CancellationToken ct)
    {
        var answer = await ExchangeAsync(request, ct);
        return answer.IsSuccess ? answer : throw new ProductException(Fault(request, answer));
    }

    /// <summary>
    /// Sends a request and answers what came, be it success or the product's own refusal (400, 403, 404, 409 …), for an adapter that looks
    /// before it decides. What is about the way and not about the request has been dealt with: refused credentials, throttling, outages.
    /// </summary>
    /// <exception cref="ProductException">Forbidden, Throttled, Unavailable, Ambiguous.</exception>
    public async Task<ProductAnswer> ExchangeAsync(ProductRequest request, CancellationToken ct)
    {
        var state = new AttemptState(request, _time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(AttemptState.Key, state);
        try
        {
            var attempt = await _pipeline.ExecuteAsync(
                static (c, http) => new ValueTask<Attempt>(http.AttemptAsync(AttemptState.Of(c), c.CancellationToken)), context, this);
            return attempt.Answer ?? throw Failure(state, attempt.Fault!, attempt.Cause);
        }
        catch (TimeoutRejectedException e)
        {
            if (state.Count == 0)
            {
                throw Failure(state, new ProductFault.Unavailable($"Too many changes are waiting for {_errors.Product}: no turn came within {e.Timeout.TotalSeconds:0.#} s.", Guess), e);
            }

            var seconds = (request.IsList ? e.Timeout : _time.GetElapsedTime(state.Started)).TotalSeconds;
            throw Failure(state, new ProductFault.Unavailable($"{_errors.Product} didn't answer {Name(request)} within {seconds:0.#} s."), e);
        }
        catch (BrokenCircuitException e)
        {
            var wait = e.RetryAfter ?? Guess;
            throw Failure(state, new ProductFault.Unavailable($"{_errors.Product} has failed too often in the last minute; no call is made for {wait.TotalSeconds:0} s.", wait), e);
        }
        catch (RateLimiterRejectedException e)
        {
            throw Failure(state, new ProductFault.Unavailable($"Too many changes are waiting for {_errors.Product}.", Guess), e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>
    /// Asks once, past the pipeline, and answers whatever came, whichever status: for a probe, which must not retry and wants to see
    /// what is wrong.
    /// </summary>
    /// <exception cref="ProductException">Unavailable: no answer came.</exception>
    public async Task<ProductAnswer> AskOnceAsync(ProductRequest request, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return (await ReceiveAsync(request, 1, either.Token)).Answer;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new ProductException(
                new ProductFault.Unavailable($"{_errors.Product} didn't answer {Name(request)} within {_options.Timeout.TotalSeconds:0.#} s."), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProductException(new ProductFault.Unavailable(Unreachable(e)), e);
        }
    }

    /// <summary>The fault that an answer stands for: the product's exceptions first, then the common table.</summary>
    public ProductFault Fault(ProductRequest request, ProductAnswer answer) =>
        AccessRefusal.Read(_errors, request, answer) ?? StatusTable.Read(_errors, request, answer);

    /// <summary>The fault if an answer means that the gateway itself isn't let in, else null.</summary>
    public ProductFault? Refusal(ProductRequest request, ProductAnswer answer) => AccessRefusal.Read(_errors, request, answer);

    /// <summary>What the product says in an answer, as a sentence.</summary>
    public string Said(ProductAnswer answer) => StatusTable.Said(_errors, answer);

    private T Read<T>(ProductRequest request, ProductAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        if (!answer.IsSuccess)
        {
            throw new ProductException(Fault(request, answer));
        }

        return answer.Read(type) ?? throw new ProductException(
            new ProductFault.Unavailable($"{_errors.Product}'s answer to {Name(request)} is not what its documentation promises."));
    }

    private async Task<Attempt> AttemptAsync(AttemptState state, CancellationToken ct)
    {
        state.Begin();
        Attempt attempt;
        try
        {
            var (answer, isWhole, isTooLarge) = await ReceiveAsync(state.Request, state.Count, ct);
            attempt = Classify(state.Request, answer, isWhole, isTooLarge);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            attempt = Broken(state.Request, e);
        }

        state.End(attempt.MaybeDone);
        return attempt;
    }

    private async Task<(ProductAnswer Answer, bool IsWhole, bool IsTooLarge)> ReceiveAsync(ProductRequest request, int attempt, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        using var span = ProductTracing.Start(_errors.Product, Name(request), _access.BaseUrl, attempt);
        int? status = null;
        var neverSent = false;
        try
        {
            using var message = Message(request);
            using var response = await _client().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            status = (int)response.StatusCode;
            var (body, isWhole, isTooLarge) = await BoundedBody.ReadAsync(response.Content, AnswerBytes, ct);
            var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return (new ProductAnswer(response.StatusCode, headers, body, response.Headers.Date), isWhole, isTooLarge);
        }
        catch (HttpRequestException e) when (IsNeverSent(e))
        {
            neverSent = true;
            throw;
        }
        finally
        {
            var elapsed = _time.GetElapsedTime(started);
            ProductCalls.Report(new(request.Method.Method, "/" + request.Path, status, elapsed, attempt, !neverSent && MayHaveActed(request, status)));
            ProductMeter.Called(_errors.Product, Name(request), status, elapsed, attempt);
            ProductTracing.End(span, status);
        }
    }

    private HttpRequestMessage Message(ProductRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_access.BaseUrl, request.Target));
        message.Headers.Accept.Add(new("application/json"));
        message.Headers.UserAgent.Add(Agent);
        message.Headers.Add("X-Atlassian-Token", "no-check");
        if (!request.IsAnonymous)
        {
            message.Headers.Authorization = _access.Header();
        }

        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } };
        }

        return message;
    }

    private Attempt Classify(ProductRequest request, ProductAnswer answer, bool isWhole, bool isTooLarge)
    {
        if (AccessRefusal.Read(_errors, request, answer) is { } refusal)
        {
            return Attempt.Refused(refusal);
        }

        var wait = RetryAfter.Read(answer, _time);
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            return RetryAfter.IsNever(wait)
                ? Attempt.Refused(new ProductFault.Forbidden(
                    $"{_errors.Product}'s rate limit allows the gateway's account no requests at all: exempt that account under rate limiting in {_errors.Product}'s administration."))
                : new(null, new ProductFault.Throttled($"{_errors.Product} limits the gateway's requests (429).", wait ?? Guess), true, false, false, wait);
        }

        if (answer.Status == HttpStatusCode.RequestTimeout || (int)answer.Status >= 500)
        {
            // "Not serving" (503) has most likely done nothing, which suffices where a second time does no harm.
            var maybeDone = request.Effect == ProductEffect.Once
                || (request.Effect == ProductEffect.Idempotent && answer.Status != HttpStatusCode.ServiceUnavailable);
            var fault = new ProductFault.Unavailable(StatusTable.Said(_errors, answer), wait);
            return new(null, fault, request.Effect != ProductEffect.Once, maybeDone, answer.Status != HttpStatusCode.InternalServerError, wait);
        }

        if (request.Effect == ProductEffect.Read && answer.IsSuccess && (!isWhole || !answer.IsWholeJson()))
        {
            var what = isTooLarge ? $"is larger than {AnswerBytes / (1024 * 1024)} MiB" : "was cut off or is no JSON";
            return new(null, new ProductFault.Unavailable($"{_errors.Product}'s answer to {Name(request)} {what}."), !isTooLarge, false, true);
        }

        // What did something and said so is done, however little of its answer came through.
        return Attempt.Answered(answer);
    }

    private Attempt Broken(ProductRequest request, Exception e)
    {
        var neverSent = IsNeverSent(e);
        return new(
            null,
            new ProductFault.Unavailable(Unreachable(e)),
            MayRetry: neverSent || request.Effect != ProductEffect.Once,
            MaybeDone: !neverSent,
            IsOutage: true,
            Cause: e);
    }

    // Refused before a byte of the request was sent: certainly not done.
    private static bool IsNeverSent(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    // A redirect or a refusal of the request's (4xx) has done nothing; 408 tells only that somebody's patience ended.
    private static bool MayHaveActed(ProductRequest request, int? status) =>
        request.Effect is not ProductEffect.Read && status is not (>= 300 and < 500 and not (int)HttpStatusCode.RequestTimeout);

    private string Unreachable(Exception e) => e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        ? $"{_errors.Product}'s certificate isn't accepted at {_access.BaseUrl}: {(e.InnerException ?? e).Message.TrimEnd('.')}."
        : $"{_errors.Product} can't be reached at {_access.BaseUrl}: {e.Message.TrimEnd('.')}.";

    private ProductException Failure(AttemptState state, ProductFault fault, Exception? cause)
    {
        // A refusal is certain; anything else after an attempt that may have had its effect leaves that open.
        var isOpen = state.MaybeDone && fault is (ProductFault.Unavailable or ProductFault.Throttled);
        return new(isOpen ? new ProductFault.Ambiguous($"{fault.Message} It may have been done all the same.") : fault, cause);
    }

    // Without the query: names stand in it.
    private static string Name(ProductRequest request) => $"{request.Method} /{request.Path.Split('?')[0]}";
}
