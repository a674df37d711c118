using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>
/// Recognises Entra's <i>Test Connection</i>: a look-up by the matching attribute for a random GUID, which finds nothing. In the audit log
/// it is what it is, and not one more search.
/// </summary>
internal sealed class ConnectionTest(ScimLimits limits)
{
    private static readonly string[] MatchingAttributes = ["userName", "externalId", "displayName", "emails"];

    /// <summary>Searches, and names it in the audit log if it is a test; one that fails, as the product is down, is one too.</summary>
    public async Task<ResourcePage> SearchAsync(SearchRequest search, AuditTrail trail, Func<Task<ResourcePage>> run)
    {
        try
        {
            var page = await run();
            Recognise(search, page.Total == 0, trail);
            return page;
        }
        catch (ProductException)
        {
            Recognise(search, true, trail);
            throw;
        }
    }

    private void Recognise(SearchRequest search, bool foundNothing, AuditTrail trail)
    {
        if (foundNothing && search.Filter is { } text && IsTest(Filter.Parse(text, limits)))
        {
            trail.Action = AuditAction.ConnectionTest;
        }
    }

    // emails[type eq "work"].value eq "…" is read as emails[type eq "work" and value eq "…"].
    private static bool IsTest(Filter filter) => filter switch
    {
        Filter.Compare compare => IsMatching(compare.Path) && IsRandom(compare),
        Filter.ValuePath { Element: Filter.And { Right: Filter.Compare compare } } element => IsMatching(element.Path) && IsRandom(compare),
        _ => false,
    };

    private static bool IsMatching(AttributePath path) => MatchingAttributes.Contains(path.Attribute, StringComparer.OrdinalIgnoreCase);

    private static bool IsRandom(Filter.Compare compare) =>
        compare is { Operator: CompareOperator.Eq, Value: ScimValue.Text { Value: var text } } && Guid.TryParseExact(text, "D", out _);
}
