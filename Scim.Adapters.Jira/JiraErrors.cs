using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Jira;

/// <summary>
/// Jira's errors. Its texts come in the language of the account or of the site, so nothing is decided by them: only by the status and by
/// the keys of <c>errors</c>, and what these leave open by a look at Jira's state (<see cref="JiraUsers"/>, <see cref="JiraGroups"/>).
/// </summary>
internal sealed class JiraErrors : IProductErrors
{
    /// <summary>An internationalisation key that Jira shows untranslated: nothing in the body could be changed.</summary>
    private const string NothingToChange = "error.no.value.found.to.be.changed";

    public string Product => "Jira";

    /// <summary>Resources answer with <c>errorMessages</c> and <c>errors</c>; the framework's answer for an unknown path has neither.</summary>
    public bool IsOwn(ProductAnswer answer) => answer.Read(JiraJson.Default.JiraErrorBody) is { ErrorMessages: not null } or { Errors: not null };

    public string? Reason(ProductAnswer answer)
    {
        if (answer.Read(JiraJson.Default.JiraErrorBody) is not { } body)
        {
            return null;
        }

        var texts = (body.ErrorMessages ?? []).Concat(body.Errors?.Values ?? Enumerable.Empty<string?>()).Append(body.Message).Append(body.ErrorMessage);
        var reason = string.Join(' ', texts.Where(t => !string.IsNullOrWhiteSpace(t)));
        return reason.Length == 0 ? null : reason;
    }

    public ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said) =>
        answer.Status == HttpStatusCode.BadRequest ? new ProductFault.Invalid(said, Field(answer)) : null;

    /// <summary>Which value Jira complains about, by the names of its form.</summary>
    public static string? Field(ProductAnswer answer) => answer.Read(JiraJson.Default.JiraErrorBody)?.Errors?.Keys
        .Select(key => key switch
        {
            "username" or "name" => "name",
            "email" or "emailAddress" => "email",
            "fullname" or "displayName" => "displayName",
            "active" => "active",
            _ => null,
        })
        .FirstOrDefault(field => field is not null);

    public static bool SaysNothingToChange(ProductAnswer answer) =>
        answer.Read(JiraJson.Default.JiraErrorBody)?.ErrorMessages?.Contains(NothingToChange) ?? false;
}
