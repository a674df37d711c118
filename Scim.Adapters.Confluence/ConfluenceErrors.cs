using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>
/// Confluence's errors. Their texts come in the site's language and sometimes with a Java class in front, and their flags contradict the
/// status; so only the status decides, and what it leaves open a look at what was sent or at Confluence's state.
/// </summary>
internal sealed class ConfluenceErrors : IProductErrors
{
    private const int Longest = 255;

    public string Product => "Confluence";

    /// <summary>Resources answer with status and data in JSON; a path that this version doesn't have is a page for people.</summary>
    public bool IsOwn(ProductAnswer answer) => Body(answer) is { StatusCode: not null } or { Data: not null };

    public string? Reason(ProductAnswer answer)
    {
        if (Body(answer) is not { } body)
        {
            return null;
        }

        var texts = (body.Data?.Errors ?? []).Select(e => e.Message?.Translation ?? e.Message?.Key).Prepend(WithoutClass(body.Message));
        var reason = string.Join(' ', texts.Where(t => !string.IsNullOrWhiteSpace(t)).Distinct(StringComparer.Ordinal));
        return reason.Length == 0 ? null : reason;
    }

    public ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said) =>
        answer.Status == HttpStatusCode.PaymentRequired ? new ProductFault.LicenceExceeded(said) : null;

    /// <summary>
    /// Which of the values breaks a rule that Confluence documents, for a refusal: its answer doesn't say.
    /// </summary>
    public static string? Field(string? name, string? displayName, string? email)
    {
        if (name is not null && (name.Length > Longest || !ConfluenceAdapter.UserNames.TryFit(name, out _, out _)))
        {
            return "name";
        }

        if (displayName is not null && (string.IsNullOrWhiteSpace(displayName) || displayName.Length > Longest || displayName.AsSpan().ContainsAny('<', '>')))
        {
            return "displayName";
        }

        return email is not null && (email.Length > Longest || email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || email.Any(char.IsWhiteSpace)) ? "email" : null;
    }

    private static ConfluenceErrorBody? Body(ProductAnswer answer) => answer.Read(ConfluenceJson.Default.ConfluenceErrorBody);

    /// <summary>"com.atlassian.…BadRequestException: the text" without what stands before the text.</summary>
    private static string? WithoutClass(string? message) =>
        message?.Split(": ", 2) is [var name, var text] && name.EndsWith("Exception", StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal)
            ? text
            : message;
}
