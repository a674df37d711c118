using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Scim.Api.OpenApi;

/// <summary>The API's description, for programs at <c>/openapi/v1.json</c> and for people at <c>/docs</c>.</summary>
internal static class OpenApiExtensions
{
    public const string Document = "/openapi/v1.json";
    public const string Pages = "/docs";

    private const string Version = "v1";

    // The pages may load and call this gateway and nothing else, whatever their script would like to.
    private const string OnlyOurs = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        + "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";

    public static IServiceCollection AddScimOpenApi(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.HttpMethod is not null;
        options.AddDocumentTransformer<ScimDocument>();
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(Pages, (options, http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = OnlyOurs;
            options.Title = "scim";
            options.OpenApiRoutePattern = "/openapi/{documentName}.json";
            options.ProxyUrl = null;
            // The tools and the client's button lead to services of the pages' maker.
            options.HideDeveloperTools().HideClientButton().AddPreferredSecuritySchemes([ScimDocument.Token]);
            options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        });
    }
}
