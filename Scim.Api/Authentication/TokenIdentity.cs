using System.Globalization;
using System.Security.Claims;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>What a valid token says about its bearer.</summary>
internal sealed record TokenIdentity(string Name, TokenScope Scope, string? Dialect)
{
    private const string ScopeClaim = "scope";
    private const string DialectClaim = "dialect";

    /// <summary>The identity of a principal that <see cref="ToPrincipal"/> made, or null for anybody else.</summary>
    public static TokenIdentity? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && principal.FindFirst(ScopeClaim) is { } scope
            ? new(name, (TokenScope)int.Parse(scope.Value, CultureInfo.InvariantCulture), principal.FindFirst(DialectClaim)?.Value)
            : null;

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new(ClaimTypes.Name, Name));
        identity.AddClaim(new(ScopeClaim, ((int)Scope).ToString(CultureInfo.InvariantCulture)));
        if (Dialect is not null)
        {
            identity.AddClaim(new(DialectClaim, Dialect));
        }

        return new(identity);
    }
}
