using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.Hostile;

/// <summary>The executable with a store and a product of its own, so that its memory and its life are its own too.</summary>
internal sealed class HostileGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly StoreOn _store;
    private readonly JiraSandbox _sandbox;
    private readonly SandboxServer _product;
    private readonly GatewayProcess _process;

    private HostileGateway(DirectoryInfo folder, StoreOn store, JiraSandbox sandbox, SandboxServer product, GatewayProcess process)
    {
        _folder = folder;
        _store = store;
        _sandbox = sandbox;
        _product = product;
        _process = process;
        Client = process.CreateClient();
    }

    /// <summary>With a token that may everything.</summary>
    public HttpClient Client { get; }

    public string Said => _process.Said;

    /// <summary>The memory that the process has now, in bytes.</summary>
    public long Memory
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>With the settings that it ships with: how much memory the runtime gives itself is among them.</summary>
    public static async Task<HostileGateway> StartAsync(string store)
    {
        var folder = Directory.CreateTempSubdirectory("scim-hostile-");
        var schema = Path.Combine(folder.FullName, "sample.json");
        await File.WriteAllTextAsync(schema, SampleSchemas.Json);
        var options = new JiraSandboxOptions();
        var sandbox = new JiraSandbox(options, TimeProvider.System);
        var product = await SandboxServer.StartAsync(sandbox);
        var stored = await StoreOn.CreateAsync(store);
        var process = await GatewayProcess.StartAsync(new Dictionary<string, string>(stored.Settings)
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = product.BaseUrl.AbsoluteUri,
            ["Scim:Jira:Token"] = options.Token,
            ["Scim:Schemas:User"] = schema,
        });
        return new(folder, stored, sandbox, product, process);
    }

    /// <summary>Sends the request as it is: nothing makes its path prettier on the way.</summary>
    public Task<HttpResponseMessage> SendAsync(HostileRequest hostile, string user, string group)
    {
        var path = hostile.Path.Replace("{user}", user, StringComparison.Ordinal).Replace("{group}", group, StringComparison.Ordinal);
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(new(hostile.Method), new Uri(_process.ScimUrl + path, in asItIs));
        if (hostile.Body is { } body)
        {
            request.Content = new ByteArrayContent(body());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", hostile.ContentType);
        }

        foreach (var (name, value) in hostile.Headers)
        {
            var headers = name.StartsWith("Content-", StringComparison.Ordinal) ? (HttpHeaders)request.Content!.Headers : request.Headers;
            headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    /// <summary>Sends bytes that no client library would, and answers what came back before the server hung up.</summary>
    public async Task<string> SendRawAsync(byte[] bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_process.Address.Host, _process.Address.Port);
        await using var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // It hung up before it had read everything; what it said is still to be read.
        }

        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(10))) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset instead of an end.
        }

        return answer.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _product.DisposeAsync();
        _sandbox.Dispose();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
