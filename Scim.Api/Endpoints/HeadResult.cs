using Scim.Api.Answers;

namespace Scim.Api.Endpoints;

/// <summary>The answer to HEAD (RFC 9110 §9.3.2): the headers of GET; a body is neither read nor written, nor are a group's members.</summary>
internal sealed class HeadResult(Action<HttpResponse> setHeaders) : IResult
{
    /// <summary>Answers HEAD with the headers of what the endpoint would answer to GET.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        return HttpMethods.IsHead(context.HttpContext.Request.Method) ? answer switch
        {
            ResourceResult resource => new HeadResult(resource.SetHeaders),
            NotModifiedResult => answer,
            _ => new HeadResult(response => response.ContentType = ScimMediaType.Answer),
        } : answer;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        setHeaders(httpContext.Response);
        return Task.CompletedTask;
    }
}
