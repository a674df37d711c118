using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Bitbucket;

/// <summary>
/// Bitbucket's errors. Its texts change from release to release, so nothing is decided by them: only by the status and the class of the
/// exception, and what these leave open by a look at Bitbucket's state (<see cref="BitbucketRest.RefusalAsync"/>).
/// </summary>
internal sealed class BitbucketErrors : IProductErrors
{
    public string Product => "Bitbucket";

    /// <summary>Every resource answers with <c>errors</c>; an unknown path, the check against cross-site requests and proxies don't.</summary>
    public bool IsOwn(ProductAnswer answer) => Errors(answer) is not null;

    public string? Reason(ProductAnswer answer)
    {
        var texts = (Errors(answer) ?? []).Select(e => e?.Message).Where(t => !string.IsNullOrWhiteSpace(t));
        var reason = string.Join(' ', texts.Select(t => t!.ReplaceLineEndings(" ")));
        return reason.Length == 0 ? null : reason;
    }

    /// <summary>Bitbucket says 401 where others say 403: on every administrative resource.</summary>
    public bool IsNotAllowed(ProductAnswer answer) => Exception(answer) is "AuthorisationException";

    public string? LogInRefusal(ProductAnswer answer) => Exception(answer) switch
    {
        "CaptchaRequiredAuthenticationException" =>
            "Bitbucket has locked the gateway's account after failed log-ins and wants a CAPTCHA: log in as that account in a browser once, "
            + "or let another administrator clear it under Users, and check the configured password first.",
        "NoAccessAuthenticationException" =>
            "Bitbucket knows the gateway's account, but it has no licence seat: give it the global permission 'Admin', directly or through a group.",
        "IncorrectPasswordAuthenticationException" =>
            $"Bitbucket refuses the gateway's name and password (401): check {Key(nameof(BitbucketOptions.Username))} and "
            + $"{Key(nameof(BitbucketOptions.Password))}; five failed log-ins lock the account.",
        "AuthenticationRequiredException" =>
            "Bitbucket takes the gateway for an anonymous visitor (401): its credentials are expired or revoked, stopped by a proxy, or Basic "
            + "authentication is switched off for its account.",
        _ => null,
    };

    public ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said) => answer.Status switch
    {
        HttpStatusCode.BadRequest => new ProductFault.Invalid(said, Field(answer)),
        HttpStatusCode.Unauthorized => new ProductFault.Forbidden(
            "Bitbucket doesn't allow this to the gateway's account (401): give it the global permission 'Admin'. An HTTP access token never has it."),

        // Of a right that is missing altogether Bitbucket says 401.
        HttpStatusCode.Forbidden when IsOwn(answer) => new ProductFault.Invalid(said),
        _ => null,
    };

    /// <summary>Which value Bitbucket complains about, by the names of its parameters.</summary>
    private static string? Field(ProductAnswer answer) => (Errors(answer) ?? [])
        .Select(e => e?.Context switch
        {
            "name" or "newName" => "name",
            "email" or "emailAddress" => "email",
            "displayName" => "displayName",
            _ => null,
        })
        .FirstOrDefault(field => field is not null);

    // Packages have changed between releases, the names of classes haven't.
    private static string? Exception(ProductAnswer answer) =>
        (Errors(answer) ?? []).Select(e => e?.ExceptionName).OfType<string>().FirstOrDefault()?.Split('.')[^1];

    private static string Key(string name) => $"{BitbucketOptions.Section}:{name}";

    private static BitbucketError?[]? Errors(ProductAnswer answer) => answer.Read(BitbucketJson.Default.BitbucketErrorBody)?.Errors;
}
