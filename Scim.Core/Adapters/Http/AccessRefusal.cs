using System.Net;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// The answers that mean "not you": they say nothing about the account or group that was asked for, and repeating them may lock the
/// gateway's account, so they are told apart before anything else and never retried.
/// </summary>
internal static class AccessRefusal
{
    public static ProductFault? Read(IProductErrors errors, ProductRequest request, ProductAnswer answer)
    {
        var product = errors.Product;
        var denied = answer.Header("X-Authentication-Denied-Reason");
        if ((denied is not null && denied.StartsWith("CAPTCHA", StringComparison.OrdinalIgnoreCase))
            || (answer.Status == HttpStatusCode.Unauthorized && answer.Header("X-Seraph-LoginReason") == "AUTHENTICATION_DENIED"))
        {
            return new ProductFault.Forbidden(
                $"{product} has locked the gateway's account after failed log-ins and wants a CAPTCHA: log in as that account in a browser once, "
                + "or let an administrator reset its failed log-ins, and check the configured credentials first.");
        }

        if (answer.Status == HttpStatusCode.Unauthorized && !errors.IsNotAllowed(answer))
        {
            return new ProductFault.Forbidden(errors.LogInRefusal(answer)
                ?? $"{product} refuses the gateway's credentials (401): check the configured token or password.");
        }

        if ((int)answer.Status is >= 300 and < 400)
        {
            return new ProductFault.Forbidden(
                $"{product} redirects ({(int)answer.Status}) to {Target(answer)} instead of answering: "
                + "check that the configured base address is the one people use, and that no single sign-on stands in front of its REST API.");
        }

        if (answer.Status == HttpStatusCode.Forbidden
            && (answer.IsHtml || answer.Header("X-Seraph-LoginReason") is "AUTHENTICATED_FAILED" or "AUTHENTICATION_DENIED"))
        {
            return new ProductFault.Forbidden(
                $"{product} refuses the gateway's account at its log-in (403): check that it may log in, and that nothing in front of {product} "
                + "blocks its REST API.");
        }

        if (answer is { IsSuccess: true, IsHtml: true })
        {
            return new ProductFault.Forbidden(
                $"{product} shows a page for people, such as its log-in page, instead of answering: "
                + "check the configured base address and credentials, and that no single sign-on stands in front of its REST API.");
        }

        // A bad token is no error on resources that are open to everybody: 200 with less in it, or a 404.
        return !request.IsAnonymous && string.Equals(answer.Header("X-AUSERNAME"), "anonymous", StringComparison.OrdinalIgnoreCase)
            ? new ProductFault.Forbidden($"{product} doesn't recognise the gateway's credentials and answers as to an anonymous visitor: check the configured token.")
            : null;
    }

    // Without the query: it may carry what was asked for, or a ticket.
    private static string Target(ProductAnswer answer) =>
        answer.Header("Location")?.Split('?', '#')[0] is { Length: > 0 } location ? location : "another page";
}
