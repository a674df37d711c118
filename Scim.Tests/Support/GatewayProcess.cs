using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using NUnit.Framework;

namespace Scim.Tests.Support;

/// <summary>The published executable as a process of its own, on a free port, configured by its environment.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    /// <summary>A token with scope admin that every process accepts.</summary>
    public const string Token = "a-bootstrap-token-of-the-end-to-end-tests";

    // What "serve" logs, and what "sandbox" tells people instead.
    private static readonly string[] Listening = ["Now listening on: ", "SCIM URL: "];
    private static readonly string[] Started = ["Application started.", "Ctrl+C ends it."];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<HttpClient> _clients = [];
    private Uri? _address;

    private GatewayProcess(string executable, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        _process = new() { StartInfo = StartInfo(executable, arguments, settings), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Heard(e.Data);
        _process.ErrorDataReceived += (_, e) => _error.Enqueue(e.Data ?? "");
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"The gateway ended before it had started.\n{Said}"));
    }

    public int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The gateway hasn't started.");

    /// <summary>The SCIM base URL, with a slash at its end, so that relative addresses lead below it.</summary>
    public Uri ScimUrl => new(Address, "/scim/v2/");

    public string StandardError => string.Join('\n', _error);

    /// <summary>Everything it wrote, for a failed test's message.</summary>
    public string Said => string.Join('\n', _output.Concat(_error));

    /// <summary>Starts <c>scim serve</c> and waits until it is ready.</summary>
    /// <param name="settings">Configuration by key (<c>Scim:Adapter</c>); address and bootstrap token are added.</param>
    public static Task<GatewayProcess> StartAsync(IReadOnlyDictionary<string, string> settings) => StartAsync(
        ["serve"],
        new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Scim:Urls"] = "http://127.0.0.1:0",
            ["Scim:Auth:BootstrapToken"] = Token,
        });

    /// <summary>Starts <c>scim</c> with these arguments and waits until it is ready.</summary>
    public static async Task<GatewayProcess> StartAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var gateway = new GatewayProcess(await PublishedGateway.ExecutableAsync(), arguments, settings);
        try
        {
            gateway._process.Start();
            gateway._process.BeginOutputReadLine();
            gateway._process.BeginErrorReadLine();
            await gateway._started.Task.WaitAsync(Patience);
            using var ready = await gateway.CreateClient().GetAsync(new Uri(gateway.Address, "/health/ready"));
            Assert.That(ready.IsSuccessStatusCode, Is.True, gateway.Said);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of <c>scim</c> to its end.</summary>
    public static async Task<CommandRun> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        using var process = Process.Start(StartInfo(await PublishedGateway.ExecutableAsync(), arguments, settings ?? new Dictionary<string, string>()))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>A client whose relative addresses lead below <see cref="ScimUrl"/>; it lives as long as the process.</summary>
    public HttpClient CreateClient(string? token = Token)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = ScimUrl, Timeout = Patience };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        _clients.Add(client);
        return client;
    }

    /// <summary>Waits for a line of its output, behind the one heard last.</summary>
    public async Task<Match> HearAsync(Regex line)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var text in _lines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.Match(text) is { Success: true } match)
            {
                return match;
            }
        }

        throw new InvalidOperationException($"It ended without a line like {line}.\n{Said}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end and waits until it has; answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started, or is gone already.
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string executable, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(executable)
        {
            WorkingDirectory = Path.GetDirectoryName(executable),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }

        _output.Enqueue(line);
        _lines.Writer.TryWrite(line);
        if (Array.Find(Listening, said => line.Contains(said, StringComparison.Ordinal)) is { } before)
        {
            // The first address is the clients'; in a log for machines a quotation mark ends it.
            _address ??= new(line[(line.IndexOf(before, StringComparison.Ordinal) + before.Length)..].Split('"')[0].Trim());
        }
        else if (Array.Exists(Started, said => line.Contains(said, StringComparison.Ordinal)))
        {
            _started.TrySetResult();
        }
    }
}
