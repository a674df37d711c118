using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Api.Configuration;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>
/// The tokens that Entra sends of its own accord where its form's secret token is left empty: JWTs of the tenant, whose issuer, audience,
/// receiver, signature and lifetime are checked. <see cref="BearerHandler"/> asks here what isn't a token of ours.
/// </summary>
internal static class EntraTokens
{
    public const string SchemeName = "Entra";

    /// <summary>What the audit log calls the token.</summary>
    public const string Name = "(entra)";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static void AddEntraTokens(this AuthenticationBuilder authentication)
    {
        // AddJwtBearer would also read a second place of the configuration, and wants the whole of AddAuthentication for that.
        authentication.AddScheme<JwtBearerOptions, JwtBearerHandler>(SchemeName, null);
        authentication.Services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
        authentication.Services.AddOptions<JwtBearerOptions>(SchemeName).Configure<EntraTokenOptions, TimeProvider>(Configure);
    }

    /// <summary>Whether it looks like a JWT: three parts, of which the first is a JSON object in base64url.</summary>
    public static bool MayBe(string token) => token.StartsWith("ey", StringComparison.Ordinal) && token.Count(c => c == '.') == 2;

    private static void Configure(JwtBearerOptions jwt, EntraTokenOptions options, TimeProvider time)
    {
        var tenant = options.TenantId;
        jwt.TimeProvider = time;
        jwt.MapInboundClaims = false;
        jwt.MetadataAddress = options.MetadataAddress?.AbsoluteUri ?? $"https://login.microsoftonline.com/{tenant}/.well-known/openid-configuration";
        jwt.RequireHttpsMetadata = options.MetadataAddress is not { IsLoopback: true };
        jwt.TokenValidationParameters = new()
        {
            // Version 1 and version 2 tokens of the same tenant. Without the tenant in it, every tenant on earth would be let in.
            ValidIssuers = [$"https://sts.windows.net/{tenant}/", $"https://login.microsoftonline.com/{tenant}/v2.0"],
            ValidAudience = options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = (notBefore, expires, _, parameters) => IsCurrent(notBefore, expires, parameters.ClockSkew, time.GetUtcNow().UtcDateTime),
        };
        jwt.Events = new()
        {
            OnTokenValidated = context =>
            {
                var token = (JsonWebToken)context.SecurityToken;
                if (ReceiverOf(token) is { } receiver && receiver.Equals(options.Client, StringComparison.OrdinalIgnoreCase))
                {
                    context.Principal = IdentityOf(token, receiver).ToPrincipal(SchemeName);
                }
                else
                {
                    context.Fail("The token was issued to another application.");
                }

                return Task.CompletedTask;
            },

            OnAuthenticationFailed = context => EnsureKeysAsync(context.Options, context.HttpContext.RequestAborted),
        };
    }

    // Only what a person delegated has a scope or a name to log in by; the object id of any other token is that of an application.
    private static TokenIdentity IdentityOf(JsonWebToken token, string receiver)
    {
        var name = Claim("preferred_username") ?? Claim("upn");
        return new(Name, TokenScope.Provision, null)
        {
            Subject = token.Subject ?? receiver,
            ObjectId = name is not null || Claim("scp") is not null ? Claim("oid") : null,
            LogInName = name,
        };

        string? Claim(string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value.Length > 0 ? value : null;
    }

    // A token can't be judged without the keys. That is our trouble: a 401 would put Entra's whole job into quarantine.
    private static async Task EnsureKeysAsync(JwtBearerOptions jwt, CancellationToken ct)
    {
        try
        {
            await jwt.ConfigurationManager!.GetConfigurationAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ScimException(ScimError.Unavailable("The signing keys of Entra's tokens can't be read at present: expected a later try.", Soon));
        }
    }

    // "appid" in version 1, "azp" in version 2.
    private static string? ReceiverOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("appid", out var application) || token.TryGetPayloadValue("azp", out application) ? application : null;

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeSpan skew, DateTime now) =>
        expires is not null && expires + skew > now && (notBefore is null || notBefore - skew <= now);
}
