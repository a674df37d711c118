using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>
/// A Jira in this process: <c>rest/api/2</c> as far as users and groups go, with its limits, quirks and wrong statuses. Where it isn't known
/// what Jira does, the harsher reading is taken or there is a switch. It begins with the groups of a new site and its service account.
/// </summary>
public sealed class JiraSandbox : GuardedSandbox
{
    private const string Api = "/rest/api/2";
    private const string Administrators = "jira-administrators";
    private const string SoftwareUsers = "jira-software-users";

    private readonly JiraSandboxOptions _options;
    private readonly JiraTexts _texts;
    private readonly JiraSite _site;

    public JiraSandbox(JiraSandboxOptions options, TimeProvider time)
        : base(options, LogIn(options), time)
    {
        var release = new JiraRelease(options.Version);
        _options = options;
        _texts = new JiraTexts(options.Language);
        _site = new JiraSite(release, time);
        var answers = new JiraAnswers(_site, options, release, _texts);
        var user = new UserResource(_site, options, release, _texts, answers, time);
        var users = new UserListResource(_site, options, release, _texts, answers, time);
        var group = new GroupResource(_site, options, release, _texts, answers);
        var system = new SystemResource(_site, options, release, time);

        On("GET", $"{Api}/serverInfo", _ => system.ServerInfo());
        On("GET", $"{Api}/myself", LoggedIn(r => JiraAnswers.Ok(answers.Full(Own, r.Query("expand")))));
        On("GET", $"{Api}/mypermissions", LoggedIn(_ => SystemResource.Permissions(IsAdministrator, IsAdministrator, MayBrowse)));
        On("GET", $"{Api}/applicationrole", Administrator(_ => system.Applications()));
        On("GET", $"{Api}/user", LoggedIn(user.Get));
        On("POST", $"{Api}/user", Administrator(user.Post));
        On("PUT", $"{Api}/user", Administrator(user.Put));
        On("DELETE", $"{Api}/user", Administrator(user.Delete));
        On("GET", $"{Api}/user/search", LoggedIn(users.Search));
        if (release.HasUserList)
        {
            On("GET", $"{Api}/user/list", Administrator(users.List));
        }

        On("GET", $"{Api}/group", Administrator(group.Get));
        On("POST", $"{Api}/group", Administrator(group.Post));
        On("DELETE", $"{Api}/group", Administrator(group.Delete));
        On("GET", $"{Api}/group/member", Administrator(group.Members));
        On("POST", $"{Api}/group/user", Administrator(group.AddMember));
        On("DELETE", $"{Api}/group/user", Administrator(group.RemoveMember));
        On("GET", $"{Api}/groups/picker", r => group.Pick(r, Caller is not null && MayBrowse));

        var own = _site.Add(options.Username, "Service account", $"{options.Username}@sandbox.invalid");
        var administrators = _site.AddGroup(Administrators);
        administrators.IsAdministration = true;
        administrators.Members.Add(own.Key);
        _site.AddGroup(SoftwareUsers).Members.Add(own.Key);
        _site.Roles.Add(new("jira-software", "Jira Software", [SoftwareUsers, Administrators], [SoftwareUsers], options.Seats));
    }

    /// <summary>Whether the service account holds "Jira Administrators".</summary>
    public bool IsAdministrator { get; set; } = true;

    /// <summary>Whether the service account holds "Browse users and groups".</summary>
    public bool MayBrowse { get; set; } = true;

    private SiteUser Own => _site.ByName(_options.Username)!;

    /// <summary>Makes an account as an administrator does in Jira's own pages; answers its key.</summary>
    public string AddUser(string name, string displayName, string email, bool active = true) =>
        Locked(() => _site.Add(name, displayName, email, active).Key);

    /// <summary>Makes an account of an external directory that Jira can't write to; answers its key.</summary>
    public string AddExternalUser(string name, string displayName, string email) => Locked(() =>
    {
        var user = _site.Add(name, displayName, email);
        user.IsReadOnly = true;
        return user.Key;
    });

    /// <summary>Makes an account a project lead, and gives it comments and issues: Jira then refuses to deactivate and to delete it.</summary>
    public void Entangle(string name, bool isLead = false, int comments = 0, int assigned = 0) => Locked(() =>
    {
        var user = _site.ByName(name)!;
        (user.IsLead, user.Comments, user.Assigned) = (isLead, comments, assigned);
    });

    /// <summary>Puts a group into another, so that its members count as the other's.</summary>
    public void Nest(string group, string inside) => Locked(() => _site.Groups[inside].Children.Add(group));

    protected override SandboxDirectory Directory => _site;

    protected override SandboxAnswer After(SandboxRequest request, SandboxAnswer answer) => base.After(request, answer).With("X-ANODEID", "node1");

    protected override SandboxAnswer NotRouted(SandboxRequest request) => request.Path.StartsWith("/rest/", StringComparison.Ordinal)
        ? JiraAnswers.Framework(404, $"null for uri: {_options.Link(request.Target)}")
        : SandboxAnswer.Page(HttpStatusCode.NotFound, "Oops, you've found a dead link.");

    protected override SandboxAnswer WrongMethod(SandboxRequest request) => JiraAnswers.Framework(405, "Method Not Allowed");

    protected override SandboxAnswer Throttled(SandboxRequest request, long seconds)
    {
        const string message = "Rate limit exceeded.";
        return Limiter.Sign(
            request.Accept.Contains("json", StringComparison.Ordinal)
                ? SandboxAnswer.Json(HttpStatusCode.TooManyRequests, new JsonObject { ["message"] = message })
                : new(HttpStatusCode.TooManyRequests, message, "text/plain"),
            seconds);
    }

    private static SandboxLogIn LogIn(JiraSandboxOptions options) => new(options)
    {
        TakesTokens = new JiraRelease(options.Version).HasTokens,
        Locked = () => SandboxAnswer.Page(HttpStatusCode.Forbidden, "Forbidden (403)")
            .With("X-Authentication-Denied-Reason", $"CAPTCHA_CHALLENGE; login-url={options.Link("/login.jsp")}")
            .With("X-Seraph-LoginReason", "AUTHENTICATION_DENIED"),
        WrongPassword = () => SandboxAnswer.Page(HttpStatusCode.Unauthorized, "Unauthorized (401)")
            .With("WWW-Authenticate", "OAuth realm=\"https%3A%2F%2Fjira.sandbox.invalid\"")
            .With("X-Seraph-LoginReason", "AUTHENTICATED_FAILED"),
    };

    private Func<SandboxRequest, SandboxAnswer> LoggedIn(Func<SandboxRequest, SandboxAnswer> answer) =>
        request => Caller is null ? JiraAnswers.Error(401, _texts.NotLoggedIn) : answer(request);

    private Func<SandboxRequest, SandboxAnswer> Administrator(Func<SandboxRequest, SandboxAnswer> answer) =>
        LoggedIn(request => IsAdministrator ? answer(request) : JiraAnswers.Error(403, _texts.AdministratorsOnly));
}
