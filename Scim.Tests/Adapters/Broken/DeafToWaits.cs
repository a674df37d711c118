namespace Scim.Tests.Adapters.Broken;

/// <summary>Drops the headers that say when to come again.</summary>
internal sealed class DeafToWaits : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var name in answer.Headers.Select(h => h.Key).Where(n => n.Contains("Retry", StringComparison.OrdinalIgnoreCase) || n.Contains("RateLimit", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            answer.Headers.Remove(name);
        }

        return answer;
    }
}
