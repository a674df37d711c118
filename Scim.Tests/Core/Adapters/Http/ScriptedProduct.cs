using System.Net;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Tests.Core.Adapters.Http;

/// <summary>A product that answers as the test says, and the way to it.</summary>
internal sealed class ScriptedProduct : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, int, HttpResponseMessage> _answer;
    private int _count;

    public ScriptedProduct(Func<HttpRequestMessage, int, HttpResponseMessage> answer, ProductOptions? options = null, ProductAccess? access = null, string name = "Product")
    {
        _answer = answer;
        Http = new ProductHttp(
            () => new HttpClient(this, disposeHandler: false),
            access ?? ProductAccess.Bearer(new Uri("https://product.example/context"), new Secret("secret-token")),
            new Errors(name),
            options ?? new ProductOptions(),
            Clock);
    }

    public ProductHttp Http { get; }

    public HastyClock Clock { get; } = new();

    /// <summary>Requests that came.</summary>
    public int Count => _count;

    /// <summary>Before an answer, for calls that are to be under way at the same time.</summary>
    public Func<Task>? Gate { get; set; }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Html(HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent("<html>Log in</html>", System.Text.Encoding.UTF8, "text/html") };

    public static HttpResponseMessage With(HttpResponseMessage answer, string header, string value)
    {
        answer.Headers.TryAddWithoutValidation(header, value);
        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        if (Gate is not null)
        {
            await Gate().WaitAsync(cancellationToken);
        }

        return _answer(request, number);
    }

    private sealed class Errors(string name) : IProductErrors
    {
        public string Product => name;

        public bool IsOwn(ProductAnswer answer) => !answer.IsHtml && !answer.Body.IsEmpty;

        public string? Reason(ProductAnswer answer) => null;

        public ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said) => null;
    }
}
