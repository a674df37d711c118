using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>
/// A Confluence in this process: <c>rest/api</c> as far as users and groups go, with its limits, quirks and wrong statuses. It begins with the
/// groups of a new site, its service account, and an account and a group whose names no path can hold.
/// </summary>
public sealed class ConfluenceSandbox : GuardedSandbox
{
    private const string Api = "/rest/api";
    private const string Licence = "/rest/license/1.0/license";

    private readonly ConfluenceSandboxOptions _options;
    private readonly ConfluenceTexts _texts;
    private readonly ConfluenceAnswers _answers;
    private readonly ConfluenceSite _site;

    public ConfluenceSandbox(ConfluenceSandboxOptions options, TimeProvider time)
        : base(options, LogIn(options), time)
    {
        _options = options;
        _texts = new ConfluenceTexts(options);
        _answers = new ConfluenceAnswers(options);
        _site = new ConfluenceSite(options, time);

        var own = _site.Add(options.Username, "Service account", $"{options.Username}@sandbox.invalid");
        _site.AddGroup(ConfluenceSite.Administrators).Members.Add(own.Key);
        _site.AddGroup(ConfluenceSite.Licensed).Members.Add(own.Key);
        var unreachable = _site.Add("legacy/bot", "Imported account", "bot@sandbox.invalid", active: false);
        _site.AddGroup("legacy/ops").Members.Add(unreachable.Key);
        Route(new ConfluenceRelease(options.Version), time);
    }

    /// <summary>Whether the service account is an administrator of any kind.</summary>
    public bool IsAdministrator
    {
        get => Locked(() => _site.Groups[ConfluenceSite.Administrators].Members.Contains(Own.Key) || IsPlainAdministrator);
        set => Locked(() =>
        {
            IsPlainAdministrator = false;
            _ = value ? _site.Groups[ConfluenceSite.Administrators].Members.Add(Own.Key) : _site.Groups[ConfluenceSite.Administrators].Members.Remove(Own.Key);
        });
    }

    protected override SandboxDirectory Directory => _site;

    private bool IsPlainAdministrator { get; set; }

    private bool IsSystemAdministrator => _site.Groups[ConfluenceSite.Administrators].Members.Contains(Own.Key);

    private SandboxAccount Own => _site.ByName(_options.Username)!;

    /// <summary>Makes the service account a Confluence administrator who isn't a system administrator.</summary>
    public void LowerToConfluenceAdministrator()
    {
        IsAdministrator = false;
        IsPlainAdministrator = true;
    }

    /// <summary>Makes an account as an administrator does in Confluence's own pages; answers its key.</summary>
    public string AddUser(string name, string displayName, string email, bool active = true) =>
        Locked(() => _site.Add(name, displayName, email, active).Key);

    /// <summary>Makes an account of an external directory that Confluence can't write to; answers its key.</summary>
    public string AddExternalUser(string name, string displayName, string email) => Locked(() =>
    {
        var user = _site.Add(name, displayName, email);
        user.IsReadOnly = true;
        return user.Key;
    });

    /// <summary>Lets a further group grant administration.</summary>
    public void GrantAdministration(string group) => Locked(() => _site.OtherAdministrators = group);

    protected override SandboxAnswer? Before(SandboxRequest request)
    {
        _site.FinishDeletions();
        if (request.Target.Split('?')[0] is var path && (path.Contains("%2F", StringComparison.OrdinalIgnoreCase) || path.Contains("%5C", StringComparison.OrdinalIgnoreCase)))
        {
            // The container's own refusal, before anybody is asked who they are.
            return SandboxAnswer.Page(HttpStatusCode.BadRequest, "HTTP Status 400 – Bad Request");
        }

        return base.Before(request);
    }

    protected override SandboxAnswer NotRouted(SandboxRequest request) => SandboxAnswer.Page(HttpStatusCode.NotFound, "Page Not Found");

    protected override SandboxAnswer WrongMethod(SandboxRequest request) => Framework(405, "HTTP 405 Method Not Allowed");

    protected override SandboxAnswer Throttled(SandboxRequest request, long seconds) =>
        Limiter.Sign(new(HttpStatusCode.TooManyRequests, "Rate limit exceeded.", "text/plain"), seconds);

    private static SandboxLogIn LogIn(ConfluenceSandboxOptions options) => new(options)
    {
        Locked = () => SandboxAnswer.Page((HttpStatusCode)options.LockedStatus, "Log in").With("X-Seraph-LoginReason", "AUTHENTICATION_DENIED"),
        WrongPassword = () => SandboxAnswer.Page(HttpStatusCode.Unauthorized, "Unauthorized (401)")
            .With("WWW-Authenticate", "Basic realm=\"protected-area\"")
            .With("X-Seraph-LoginReason", "AUTHENTICATED_FAILED"),
        WrongToken = () => options.IsBadTokenAnonymous ? null : Framework(401, "Client must be authenticated to access this resource."),
    };

    /// <summary>An error of the REST framework beneath the resources.</summary>
    private static SandboxAnswer Framework(int status, string message) =>
        SandboxAnswer.Json((HttpStatusCode)status, new JsonObject { ["message"] = message, ["status-code"] = status });

    private void Route(ConfluenceRelease release, TimeProvider time)
    {
        var user = new UserResource(_site, _options, _texts, _answers, time);
        var admin = new AdminUserResource(_site, _options, _texts, _answers);
        var group = new GroupResource(_site, _options, _texts, _answers);
        var system = new SystemResource(_site, _options, release);

        On("GET", "/rest/applinks/1.0/manifest", system.Manifest);
        On("GET", $"{Api}/user/current", Current);
        On("GET", $"{Api}/user", LoggedIn(user.Get));
        On("GET", $"{Api}/user/memberof", LoggedIn(user.Groups));
        On("GET", $"{Api}/group", LoggedIn(group.List));
        On("GET", $"{Api}/group/{{groupName}}", LoggedIn(group.Get));
        On("GET", $"{Api}/group/{{groupName}}/member", Administrator(group.Members));
        On("GET", $"{Api}/longtask/{{id}}", LoggedIn(admin.Task));
        On("GET", $"{Licence}/remainingSeats", Administrator(_ => system.RemainingSeats()));
        On("GET", $"{Licence}/maxUsers", Administrator(_ => SystemResource.Count(_options.Seats)));
        On("GET", $"{Licence}/userCount", Administrator(_ => SystemResource.Count(_site.Taken)));
        if (_options.HasMobileProfiles)
        {
            On("GET", "/rest/mobile/1.0/profile/{username}", LoggedIn(user.Profile));
        }

        if (release.HasWrites)
        {
            On("POST", $"{Api}/admin/group", SystemAdministrator(group.Post));
            On("DELETE", $"{Api}/admin/group/{{groupName}}", SystemAdministrator(group.Delete));
            On("PUT", $"{Api}/user/{{username}}/group/{{groupName}}", Administrator(group.Add));
            On("DELETE", $"{Api}/user/{{username}}/group/{{groupName}}", Administrator(group.Remove));
            On("PUT", $"{Api}/admin/user/{{username}}/enable", Administrator(admin.Enable));
            On("PUT", $"{Api}/admin/user/{{username}}/disable", Administrator(admin.Disable));
            On("DELETE", $"{Api}/admin/user/{{username}}", SystemAdministrator(admin.Delete));
        }

        if (release.HasCreation)
        {
            On("POST", $"{Api}/admin/user", Administrator(admin.Post));
            On("GET", $"{Api}/user/list", LoggedIn(user.List));
        }

        if (release.HasUpdate)
        {
            On("PUT", $"{Api}/admin/user/{{username}}", Administrator(admin.Put));
        }

        if (release.HasPermissions)
        {
            On("GET", $"{Api}/permissions", Administrator(_ => system.Permissions()));
        }

        if (release.HasServerInformation)
        {
            On("GET", $"{Api}/server-information", LoggedIn(_ => system.ServerInformation()));
        }
    }

    /// <summary>Who asks; a visitor is told that he is one.</summary>
    private SandboxAnswer Current(SandboxRequest request) => Caller is null
        ? ConfluenceAnswers.Ok(new JsonObject { ["type"] = "anonymous", ["displayName"] = "Anonymous" })
        : _answers.Single(_answers.User(Own, request));

    private Func<SandboxRequest, SandboxAnswer> LoggedIn(Func<SandboxRequest, SandboxAnswer> answer) => Allowed(() => true, answer);

    private Func<SandboxRequest, SandboxAnswer> Administrator(Func<SandboxRequest, SandboxAnswer> answer) =>
        Allowed(() => IsSystemAdministrator || IsPlainAdministrator, answer);

    private Func<SandboxRequest, SandboxAnswer> SystemAdministrator(Func<SandboxRequest, SandboxAnswer> answer) =>
        Allowed(() => IsSystemAdministrator, answer);

    private Func<SandboxRequest, SandboxAnswer> Allowed(Func<bool> isAllowed, Func<SandboxRequest, SandboxAnswer> answer) =>
        request => Caller is not null && isAllowed() ? answer(request) : _answers.Error(403, _texts.NotPermitted);
}
