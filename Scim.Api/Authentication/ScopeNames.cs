using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>The scopes as people write them.</summary>
internal static class ScopeNames
{
    public static string Of(TokenScope scope) => scope switch
    {
        TokenScope.Read => "read",
        TokenScope.Provision => "provision",
        TokenScope.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
