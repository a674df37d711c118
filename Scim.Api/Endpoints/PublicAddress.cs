using Scim.Api.Configuration;

namespace Scim.Api.Endpoints;

/// <summary>The SCIM base URL as clients see it, without a slash at its end.</summary>
internal static class PublicAddress
{
    /// <summary>From the configuration, else from the request.</summary>
    public static string Of(ScimOptions options, HttpRequest request) => Of(options)
        ?? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}{ScimPath.Base}";

    /// <summary>From the configuration, or null where it doesn't say.</summary>
    public static string? Of(ScimOptions options)
    {
        if (options.PublicUrl is not { } url)
        {
            return null;
        }

        var text = url.AbsoluteUri.TrimEnd('/');
        return url.AbsolutePath.TrimEnd('/') switch
        {
            var path when path.EndsWith(ScimPath.Base, StringComparison.OrdinalIgnoreCase) => text,
            var path when path.EndsWith(ScimPath.Root, StringComparison.OrdinalIgnoreCase) => text,
            _ => text + ScimPath.Base,
        };
    }
}
