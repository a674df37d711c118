using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Support;

namespace Scim.Benchmarks.Load;

/// <summary>The product of a load run: Jira's sandbox behind real sockets, the same for both sides of a ratio.</summary>
internal sealed class LoadProduct : IAsyncDisposable
{
    private readonly SandboxServer _server;

    private LoadProduct(JiraSandbox sandbox, JiraSandboxOptions options, SandboxServer server)
    {
        Sandbox = sandbox;
        Token = options.Token;
        _server = server;
    }

    public JiraSandbox Sandbox { get; }

    public string Token { get; }

    public Uri BaseUrl => _server.BaseUrl;

    public static async Task<LoadProduct> StartAsync()
    {
        var options = new JiraSandboxOptions();
        var sandbox = new JiraSandbox(options, TimeProvider.System);
        return new(sandbox, options, await SandboxServer.StartAsync(sandbox));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Sandbox.Dispose();
    }
}
