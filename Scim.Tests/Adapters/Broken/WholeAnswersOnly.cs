namespace Scim.Tests.Adapters.Broken;

/// <summary>Reads an answer to its end before it lets anybody see that there is one.</summary>
internal sealed class WholeAnswersOnly : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        return answer;
    }
}
