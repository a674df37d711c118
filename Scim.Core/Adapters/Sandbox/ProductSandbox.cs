using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>
/// A product that lives in this process: a handler beneath the adapter's HTTP client, with routes, one lock over its state, a dial for
/// faults and a log of calls. No socket and no server, so an adapter that brings its sandbox along still depends on Core alone.
/// </summary>
public abstract class ProductSandbox(Uri baseUrl, TimeProvider time) : HttpMessageHandler
{
    private const int CallsKept = 10_000;
    private static readonly TimeSpan Ever = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly List<SandboxRoute> _routes = [];
    private readonly Queue<SandboxCall> _calls = new();
    private long _callCount;

    /// <summary>The address that the adapter is given, with its context path.</summary>
    public Uri BaseUrl { get; } = baseUrl;

    /// <summary>Which calls go wrong.</summary>
    public FaultDial Faults { get; } = new();

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What <c>/status</c> says, which asks for no log-in; anything but RUNNING closes everything else.</summary>
    public string State { get; set; } = "RUNNING";

    /// <summary>How wrong the product's clock goes.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>The calls that came, in the order in which they were answered or broken off; of very many, the last ones.</summary>
    public ImmutableArray<SandboxCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    protected TimeProvider Clock { get; } = time;

    /// <summary>What the product holds now.</summary>
    public SandboxState Read()
    {
        lock (_gate)
        {
            return Directory.Snapshot();
        }
    }

    /// <summary>How many calls came since <see cref="ForgetCalls"/>.</summary>
    public long CallCount => Interlocked.Read(ref _callCount);

    /// <summary>Forgets the calls so far.</summary>
    public void ForgetCalls()
    {
        lock (_calls)
        {
            _calls.Clear();
            _callCount = 0;
        }
    }

    /// <summary>Does something to the product's state as nobody else does: an administrator at the product's own pages.</summary>
    protected T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }

    /// <summary>As <see cref="Locked{T}"/>, without a result.</summary>
    protected void Locked(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    /// <summary>Renames an account.</summary>
    public void RenameUser(string name, string newName) => Locked(() => Directory.Rename(name, newName));

    /// <summary>Deletes an account.</summary>
    public void RemoveUser(string name) => Locked(() => Directory.Remove(name));

    /// <summary>Makes a group with these members.</summary>
    public void AddGroup(string name, params IEnumerable<string> members) => Locked(() => Directory.AddGroup(name, members));

    /// <summary>Deletes a group.</summary>
    public void RemoveGroup(string name) => Locked(() => Directory.RemoveGroup(name));

    /// <summary>What the product holds; under the lock.</summary>
    protected abstract SandboxDirectory Directory { get; }

    /// <summary>A route: <c>{name}</c> stands for one segment of the path.</summary>
    protected void On(string method, string path, Func<SandboxRequest, SandboxAnswer> answer) => _routes.Add(new(method, path, answer));

    /// <summary>What comes before any route: log-in, limits. An answer here is the answer; under the lock.</summary>
    protected virtual SandboxAnswer? Before(SandboxRequest request) => null;

    /// <summary>What every answer carries; under the lock.</summary>
    protected virtual SandboxAnswer After(SandboxRequest request, SandboxAnswer answer) => answer;

    /// <summary>The status with which <c>/status</c> tells a state.</summary>
    protected virtual HttpStatusCode StatusOf(string state) =>
        state switch { "MAINTENANCE" => HttpStatusCode.ServiceUnavailable, "ERROR" => HttpStatusCode.InternalServerError, _ => HttpStatusCode.OK };

    /// <summary>No route has this path.</summary>
    protected virtual SandboxAnswer NotRouted(SandboxRequest request) => SandboxAnswer.Page(HttpStatusCode.NotFound, "Not Found");

    /// <summary>A route has this path, but not this method.</summary>
    protected virtual SandboxAnswer WrongMethod(SandboxRequest request) => SandboxAnswer.Empty(HttpStatusCode.MethodNotAllowed);

    /// <summary>How the product says 429.</summary>
    protected virtual SandboxAnswer Throttled(SandboxRequest request, long seconds) =>
        SandboxAnswer.Empty(HttpStatusCode.TooManyRequests).With("Retry-After", seconds.ToString());

    protected sealed override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var target = request.RequestUri!.PathAndQuery;
        var context = BaseUrl.AbsolutePath.TrimEnd('/');
        var isBelow = target.StartsWith(context + "/", StringComparison.Ordinal);
        var read = new SandboxRequest(request, isBelow ? target[context.Length..] : target, body);
        var fault = Faults.Take(read.Method, read.Path);
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, Clock, cancellationToken);
        }

        int? status = null;
        try
        {
            await BreakAsync(before: true, fault, cancellationToken);
            SandboxAnswer answer;
            lock (_gate)
            {
                answer = fault switch
                {
                    SandboxFault.Throttle throttle => Throttled(read, throttle.Seconds),
                    SandboxFault.Page page => SandboxAnswer.Page(page.Status, page.Status.ToString()),
                    _ when !isBelow => SandboxAnswer.Page(HttpStatusCode.NotFound, "HTTP Status 404 – Not Found"),
                    _ when read.Path == "/status" => Status(),
                    _ when State != "RUNNING" => SandboxAnswer.Page(HttpStatusCode.ServiceUnavailable, "Service Unavailable (503)"),
                    _ => After(read, Before(read) ?? Route(read)),
                };
            }

            await BreakAsync(before: false, fault, cancellationToken);
            status = (int)answer.Status;
            return answer.Message(request, fault is SandboxFault.CutOff, Clock.GetUtcNow() + ClockError);
        }
        finally
        {
            Log(new SandboxCall(read.Method, read.Target, body, status));
        }
    }

    private void Log(SandboxCall call)
    {
        lock (_calls)
        {
            _calls.Enqueue(call);
            _callCount++;
            if (_calls.Count > CallsKept)
            {
                _calls.Dequeue();
            }
        }
    }

    private async Task BreakAsync(bool before, SandboxFault? fault, CancellationToken ct)
    {
        switch (fault)
        {
            case SandboxFault.Refuse when before:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
            case SandboxFault.ResetBefore when before:
            case SandboxFault.ResetAfter when !before:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
            case SandboxFault.HangBefore when before:
            case SandboxFault.HangAfter when !before:
                await Task.Delay(Ever, Clock, ct);
                break;
            case SandboxFault.Slow slow when !before:
                await Task.Delay(slow.Delay, Clock, ct);
                break;
            default:
                break;
        }
    }

    private SandboxAnswer Status() => SandboxAnswer.Json(StatusOf(State), new JsonObject { ["state"] = State });

    private SandboxAnswer Route(SandboxRequest request)
    {
        var isKnown = false;
        foreach (var route in _routes)
        {
            if (!route.Matches(request.Path, out var values))
            {
                continue;
            }

            isKnown = true;
            if (route.Method == request.Method)
            {
                request.Route = values;
                return route.Answer(request);
            }
        }

        return isKnown ? WrongMethod(request) : NotRouted(request);
    }
}
