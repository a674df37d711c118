using System.Globalization;
using System.Security.Claims;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>What a valid token says about its bearer.</summary>
internal sealed record TokenIdentity(string Name, TokenScope Scope, string? Dialect)
{
    private const string ScopeClaim = "scope";
    private const string DialectClaim = "dialect";
    private const string SubjectClaim = "sub";
    private const string ObjectIdClaim = "oid";
    private const string LogInNameClaim = "upn";

    /// <summary>Whom an identity provider's own token is about; null for a token of ours.</summary>
    public string? Subject { get; init; }

    /// <summary>The directory's id of the person that the token is about; null where it is about none.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The name that the person logs in by.</summary>
    public string? LogInName { get; init; }

    /// <summary>The identity of a principal that <see cref="ToPrincipal"/> made, or null for anybody else.</summary>
    public static TokenIdentity? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && principal.FindFirst(ScopeClaim) is { } scope
            ? new(name, (TokenScope)int.Parse(scope.Value, CultureInfo.InvariantCulture), principal.FindFirst(DialectClaim)?.Value)
            {
                Subject = principal.FindFirst(SubjectClaim)?.Value,
                ObjectId = principal.FindFirst(ObjectIdClaim)?.Value,
                LogInName = principal.FindFirst(LogInNameClaim)?.Value,
            }
            : null;

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new(ClaimTypes.Name, Name));
        identity.AddClaim(new(ScopeClaim, ((int)Scope).ToString(CultureInfo.InvariantCulture)));
        foreach (var (claim, value) in (ReadOnlySpan<(string, string?)>)
            [(DialectClaim, Dialect), (SubjectClaim, Subject), (ObjectIdClaim, ObjectId), (LogInNameClaim, LogInName)])
        {
            if (value is not null)
            {
                identity.AddClaim(new(claim, value));
            }
        }

        return new(identity);
    }
}
