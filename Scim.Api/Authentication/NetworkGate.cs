using Microsoft.AspNetCore.Authentication;
using Scim.Api.Configuration;

namespace Scim.Api.Authentication;

/// <summary>Lets only the allowed networks call <c>/scim</c>. The answer is the one for a missing token, and tells nothing else.</summary>
internal sealed class NetworkGate(RequestDelegate next, AuthOptions options)
{
    public Task InvokeAsync(HttpContext http) =>
        options.AllowedNetworks.IsEmpty
        || !http.Request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase)
        || options.AllowedNetworks.Hold(http.Connection.RemoteIpAddress)
            ? next(http)
            : http.ChallengeAsync(BearerHandler.SchemeName);
}
