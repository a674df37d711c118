using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

internal static class AuthenticationServiceCollectionExtensions
{
    /// <summary>Bearer tokens, and a token for everything under <c>/scim</c> that doesn't say otherwise, whether there is something or not.</summary>
    public static IServiceCollection AddScimAuthentication(this IServiceCollection services)
    {
        services.AddScimTokens();

        // AddAuthentication would bring Data Protection along, whose keys nothing here needs.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options => options.DefaultScheme = BearerHandler.SchemeName);
        var authentication = new AuthenticationBuilder(services);
        authentication.AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        authentication.AddEntraTokens();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(BearerHandler.SchemeName)
            .RequireAssertion(context => TokenIdentity.Of(context.User) is not null
                || context.Resource is not HttpContext http || !http.Request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase))
            .Build());
        return services;
    }

    public static IServiceCollection AddScimTokens(this IServiceCollection services) => services
        .AddSingleton<TokenHasher>()
        .AddSingleton<TokenVerifier>()
        .AddSingleton<TokenIssuer>();

    /// <summary>Asks for a token with this scope or a higher one.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, TokenScope scope)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .WithMetadata(new RequiredScope(scope))
        .RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(BearerHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => TokenIdentity.Of(context.User)?.Scope >= scope));
}
