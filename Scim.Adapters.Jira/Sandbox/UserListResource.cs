using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary><c>/rest/api/2/user/search</c> and <c>/user/list</c>: many users.</summary>
internal sealed class UserListResource(
    JiraSite site, JiraSandboxOptions options, JiraRelease release, JiraTexts texts, JiraAnswers answers, TimeProvider time)
{
    private const int ListPage = 2000;
    private static readonly char[] Separators = [' ', '.', '@', '-', '_', ','];

    /// <summary>A bare array without a total; what begins with the term, in any part of login name, display name or address.</summary>
    public SandboxAnswer Search(SandboxRequest request)
    {
        var term = request.Query("username");
        if (string.IsNullOrEmpty(term))
        {
            return JiraAnswers.Error(400, texts.SearchTermMissing);
        }

        var start = Math.Max(0, request.Number("startAt", 0));
        var count = Math.Clamp(request.Number("maxResults", 50), 0, release.SearchPage);
        if (release.SearchTotal is { } total)
        {
            count = Math.Max(0, Math.Min(count, total - start));
        }

        var active = request.Flag("includeActive", true);
        var inactive = request.Flag("includeInactive", false);
        var found = site.Users
            .Where(u => (u.Active ? active : inactive) && time.GetUtcNow() - u.Made >= options.SearchLag && Matches(u, term))
            .OrderBy(u => u.DisplayName, StringComparer.OrdinalIgnoreCase).ThenBy(u => u.Name, StringComparer.OrdinalIgnoreCase)
            .Skip(start).Take(count);
        return JiraAnswers.Ok(new JsonArray([.. found.Select(u => Row(answers.Short(u)))]));

        JsonObject Row(JsonObject user)
        {
            user["locale"] = texts.Locale;
            return user;
        }
    }

    /// <summary>By cursor, in no promised order, active and inactive mixed.</summary>
    public SandboxAnswer List(SandboxRequest request)
    {
        var count = Math.Clamp(request.Number("maxResults", ListPage), 1, ListPage);
        var cursor = request.Query("cursor");
        // A cursor nobody gave out is no error; it is read as a place like any other.
        var after = long.TryParse(cursor, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : long.MinValue;
        var page = site.Users.Where(u => u.Id > after).OrderBy(u => u.Id).Take(count + 1).ToList();
        var isLast = page.Count <= count;
        var shown = page.Take(count).ToList();
        var body = new JsonObject
        {
            ["self"] = answers.Link($"user/list?maxResults={count}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"),
            ["maxResults"] = count,
            ["isLast"] = isLast,
            ["values"] = new JsonArray([.. shown.Select(u => new JsonObject
            {
                ["self"] = answers.Bare(u)["self"]!.GetValue<string>(),
                ["key"] = u.Key,
                ["name"] = u.Name,
                ["displayName"] = u.DisplayName,
                ["active"] = u.Active,
            })]),
        };
        if (!isLast)
        {
            var next = shown[^1].Id.ToString(CultureInfo.InvariantCulture);
            body["nextCursor"] = next;
            body["nextPage"] = answers.Link($"user/list?maxResults={count}&cursor={next}");
        }

        return JiraAnswers.Ok(body);
    }

    private bool Matches(SiteUser user, string term) => term == "."
        || new[] { user.Name, user.DisplayName, options.EmailVisibility is JiraEmailVisibility.Public or JiraEmailVisibility.LoggedIn ? user.Email : null }
            .OfType<string>()
            .SelectMany(text => text.Split(Separators).Prepend(text))
            .Any(word => word.StartsWith(term, StringComparison.OrdinalIgnoreCase));
}
