using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Tests.Support;

/// <summary>An Entra tenant as far as its tokens go: a signing key, told where a gateway looks for it, and tokens signed with it.</summary>
internal sealed class EntraKeys : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Audience = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
    public const string Provisioning = "00000014-0000-0000-c000-000000000000";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;

    private EntraKeys(WebApplication app)
    {
        _app = app;
        _key = new(_rsa) { KeyId = "the-key" };
    }

    public string MetadataAddress => $"{_app.Urls.First()}/.well-known/openid-configuration";

    /// <summary>Whether the keys can't be had at present.</summary>
    public bool IsDown { get; set; }

    public static async Task<EntraKeys> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var tenant = new EntraKeys(builder.Build());
        tenant._app.Run(tenant.AnswerAsync);
        await tenant._app.StartAsync();
        return tenant;
    }

    public string Issue(
        string? issuer = null, string audience = Audience, string application = Provisioning, SecurityKey? key = null, TimeSpan? lifetime = null, string claim = "appid",
        params IEnumerable<(string Name, string Value)> more)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? $"https://sts.windows.net/{Tenant}/",
            Audience = audience,
            NotBefore = expires.AddHours(-2),
            IssuedAt = expires.AddHours(-2),
            Expires = expires,
            Claims = new Dictionary<string, object>(
                more.Select(m => KeyValuePair.Create(m.Name, (object)m.Value)), StringComparer.Ordinal) { [claim] = application, ["sub"] = "the-service", ["tid"] = Tenant },
            SigningCredentials = new(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        if (IsDown)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        if (http.Request.Path.StartsWithSegments("/keys", StringComparison.Ordinal))
        {
            var parameters = _rsa.ExportParameters(includePrivateParameters: false);
            return http.Response.WriteAsJsonAsync(new
            {
                keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } },
            });
        }

        return http.Response.WriteAsJsonAsync(new { issuer = $"https://sts.windows.net/{Tenant}/", jwks_uri = $"{_app.Urls.First()}/keys" });
    }
}
