namespace Scim.Api.Composition;

/// <summary>Says at start, and in <c>scim check</c>, what works but shouldn't stay so.</summary>
internal sealed partial class StartWarnings(Warnings warnings, ILogger<StartWarnings> logger) : IHostedLifecycleService
{
    /// <summary>Only now the server's addresses are known.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var sentence in warnings.Find())
        {
            LogWarning(sentence);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
