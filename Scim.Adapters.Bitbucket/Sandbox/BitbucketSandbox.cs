using System.Globalization;
using System.Net;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>
/// A Bitbucket in this process: its REST API as far as users, groups, global permissions and credentials go, with its limits, quirks and
/// wrong statuses. Where it isn't known what Bitbucket does, the harsher reading is taken or there is a switch. It begins with the group of
/// a new site, its first administrator, and the service account, which administers through a group.
/// </summary>
public sealed class BitbucketSandbox : ProductSandbox
{
    private const string Administrators = "stash-administrators";

    private readonly BitbucketSandboxOptions _options;
    private readonly BitbucketAnswers _answers;
    private readonly BitbucketSite _site;
    private readonly SandboxLogIn _logIn;
    private readonly SandboxLimiter _limiter;
    private int _requests;

    public BitbucketSandbox(BitbucketSandboxOptions options, TimeProvider time)
        : base(options.BaseUrl, time)
    {
        _options = options;
        _answers = new BitbucketAnswers(options);
        _site = new BitbucketSite(options, time);
        _limiter = new SandboxLimiter(options, time);
        _logIn = new SandboxLogIn(options)
        {
            FailuresAllowed = 5,
            OtherToken = () => options.OAuthToken,
            Locked = () => _answers.Error(
                    401, "com.atlassian.bitbucket.auth.CaptchaRequiredAuthenticationException", $"CAPTCHA required. Visit Bitbucket at {options.Link("")} for more details.")
                .With("WWW-Authenticate", "Basic realm=\"Atlassian Bitbucket\""),
            WrongPassword = () => _answers.Error(
                401,
                "com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException",
                "Authentication failed. Please check your credentials and try again."),
            WrongToken = () => _answers.Anonymous().With("WWW-Authenticate", "OAuth realm=\"https%3A%2F%2Fbitbucket.sandbox.invalid\""),
        };

        // The same resources under their number and under "latest".
        foreach (var root in new[] { "/rest/api/1.0", "/rest/api/latest" })
        {
            RouteUsers(root);
            RouteGroups(root);
            RoutePermissions(root);
        }

        RouteCredentials();
        _site.Add("admin", "Administrator", "admin@sandbox.invalid").Permission = SitePermission.SysAdmin;
        var own = options.Username == "admin" ? _site.Caller : _site.Add(options.Username, "Service account", $"{options.Username}@sandbox.invalid");
        var administrators = _site.AddGroup(Administrators);
        administrators.Permission = SitePermission.Admin;
        administrators.Members.Add(own.Key);
        var users = _site.AddGroup(UserResource.DefaultGroup);
        users.Permission = SitePermission.LicensedUser;
        users.Members.Add(own.Key);
    }

    /// <summary>Whether the service account must solve a CAPTCHA before any password of its is taken.</summary>
    public bool IsCaptchaRequired
    {
        get => Locked(() => _logIn.IsCaptchaRequired);
        set => Locked(() => _logIn.IsCaptchaRequired = value);
    }

    protected override SandboxDirectory Directory => _site;

    /// <summary>Makes an account as an administrator does in Bitbucket's own pages; answers its id.</summary>
    public string AddUser(string name, string displayName, string? email) => Locked(() => _site.Add(name, displayName, email).Key);

    /// <summary>Makes an account of a directory that Bitbucket can't write to, as it appears when its holder first logs in; answers its id.</summary>
    public string AddExternalUser(string name, string displayName, string? email, bool active = true) => Locked(() =>
    {
        var user = _site.Add(name, displayName, email);
        (user.IsReadOnly, user.Active, user.LastLogIn) = (true, active, Clock.GetUtcNow());
        return user.Key;
    });

    /// <summary>Makes an account of a service, such as the bearer of a project's token.</summary>
    public void AddServiceUser(string name) => Locked(() => _site.Add(name, name, email: null).IsService = true);

    /// <summary>Grants a global permission to an account itself; null: none.</summary>
    public void GrantToUser(string name, string? permission) =>
        Locked(() => _site.ByName(name)!.Permission = SitePermissions.Parse(permission) ?? SitePermission.None);

    /// <summary>Grants a global permission to a group; null: none.</summary>
    public void GrantToGroup(string name, string? permission) =>
        Locked(() => _site.Groups[name].Permission = SitePermissions.Parse(permission) ?? SitePermission.None);

    /// <summary>Puts an account into a group, or takes it out.</summary>
    public void SetMember(string group, string user, bool isIn) => Locked(() =>
        _ = isIn ? _site.Groups[group].Members.Add(_site.ByName(user)!.Key) : _site.Groups[group].Members.Remove(_site.ByName(user)!.Key));

    /// <summary>Gives an account HTTP access tokens, SSH and GPG keys.</summary>
    public void AddCredentials(string name, int tokens, int sshKeys, int gpgKeys) => Locked(() =>
    {
        var user = _site.ByName(name)!;
        user.Tokens.AddRange(Enumerable.Range(1, tokens).Select(i => $"{user.Id}{i:00}"));
        (user.SshKeys, user.GpgKeys) = (sshKeys, gpgKeys);
    });

    /// <summary>Tokens and keys that an account holds.</summary>
    public int CountCredentials(string name) => Locked(() => _site.ByName(name) is { } user ? user.Tokens.Count + user.SshKeys + user.GpgKeys : 0);

    /// <summary>The permission that was granted to an account itself, or null.</summary>
    public string? PermissionOf(string name) => Locked(() => _site.ByName(name) is { Permission: > SitePermission.None } user ? user.Permission.Name() : null);

    protected override SandboxAnswer? Before(SandboxRequest request)
    {
        if (_logIn.Check(request) is { } refusal)
        {
            return refusal;
        }

        if (_logIn.Caller is not null && _limiter.Take() is { } seconds)
        {
            return Throttled(request, seconds);
        }

        var isChecked = request.Method == "POST" || (request.Method == "PUT" && _options.ChecksPut);
        return isChecked && !request.IsJson && request.XsrfToken != "no-check"
            ? SandboxAnswer.Page(HttpStatusCode.Forbidden, "XSRF check failed")
            : null;
    }

    protected override SandboxAnswer After(SandboxRequest request, SandboxAnswer answer)
    {
        var signed = answer.With("X-AREQUESTID", $"@1SANDBOXx{++_requests}x0").With("Vary", "X-AUSERNAME,Accept-Encoding");
        if (_logIn.Caller is not { } name || _site.ByName(name) is not { } own)
        {
            return signed;
        }

        own.LastLogIn = Clock.GetUtcNow();
        return signed.With("X-AUSERID", own.Id.ToString(CultureInfo.InvariantCulture)).With("X-AUSERNAME", Uri.EscapeDataString(own.Name));
    }

    protected override HttpStatusCode StatusOf(string state) =>
        state switch { "STARTING" => HttpStatusCode.ServiceUnavailable, "ERROR" => HttpStatusCode.InternalServerError, _ => HttpStatusCode.OK };

    protected override SandboxAnswer NotRouted(SandboxRequest request) => request.Path.StartsWith("/rest/", StringComparison.Ordinal)
        ? BitbucketAnswers.NotFound($"null for uri: {_options.Link(request.Path)}")
        : SandboxAnswer.Page(HttpStatusCode.NotFound, "The page you requested could not be found");

    protected override SandboxAnswer Throttled(SandboxRequest request, long seconds) =>
        _answers.Error(429, null, "The rate limit has been exceeded.").With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    private void RouteUsers(string root)
    {
        var user = new UserResource(_site, _options, _answers);
        var lists = new ListResource(_site, _options, _answers);
        var groups = new GroupResource(_site, _options, _answers);
        var system = new SystemResource(_site, _options, Clock);
        var users = $"{root}/admin/users";
        On("GET", $"{root}/application-properties", _ => system.Properties());
        On("GET", $"{root}/admin/license", Administrator(_ => system.Licence()));
        On("GET", users, Licensed(lists.Users));
        On("POST", users, Administrator(user.Post));
        On("PUT", users, Administrator(user.Put));
        On("DELETE", users, Administrator(user.Delete));
        On("POST", $"{users}/rename", Administrator(user.Rename));
        On("PUT", $"{users}/credentials", Administrator(user.Credentials));
        On("DELETE", $"{users}/captcha", Administrator(_ => BitbucketAnswers.NoContent));
        On("GET", $"{users}/erasure", Administrator(r => user.Erasure(r, isDone: false)));
        On("POST", $"{users}/erasure", Administrator(r => user.Erasure(r, isDone: true)));
        On("GET", $"{users}/more-members", Licensed(r => lists.OfUser(r, isIn: true)));
        On("GET", $"{users}/more-non-members", Licensed(r => lists.OfUser(r, isIn: false)));
        On("POST", $"{users}/add-groups", Administrator(groups.AddGroups));
        On("POST", $"{users}/add-group", Administrator(r => groups.AddOne(r, isUserFirst: true)));
        On("POST", $"{users}/remove-group", Administrator(r => groups.RemoveOne(r, isUserFirst: true)));
        On("GET", $"{root}/users", Licensed(lists.PlainUsers));
        On("GET", $"{root}/users/{{slug}}", Licensed(lists.BySlug));
    }

    private void RouteGroups(string root)
    {
        var group = new GroupResource(_site, _options, _answers);
        var lists = new ListResource(_site, _options, _answers);
        var groups = $"{root}/admin/groups";
        On("GET", groups, Licensed(lists.Groups));
        On("POST", groups, Administrator(group.Post));
        On("DELETE", groups, Administrator(group.Delete));
        On("POST", $"{groups}/add-users", Administrator(group.AddUsers));
        On("POST", $"{groups}/add-user", Administrator(r => group.AddOne(r, isUserFirst: false)));
        On("POST", $"{groups}/remove-user", Administrator(r => group.RemoveOne(r, isUserFirst: false)));
        On("GET", $"{groups}/more-members", Licensed(r => lists.OfGroup(r, isIn: true)));
        On("GET", $"{groups}/more-non-members", Licensed(r => lists.OfGroup(r, isIn: false)));
        On("GET", $"{root}/groups", Licensed(lists.GroupNames));
    }

    private void RoutePermissions(string root)
    {
        var permissions = new PermissionResource(_site, _options, _answers);
        var path = $"{root}/admin/permissions";
        On("GET", $"{path}/users", Administrator(permissions.OfUsers));
        On("GET", $"{path}/users/none", Administrator(permissions.OfNoUsers));
        On("PUT", $"{path}/users", Administrator(permissions.GrantToUsers));
        On("DELETE", $"{path}/users", Administrator(permissions.TakeFromUser));
        On("GET", $"{path}/groups", Administrator(permissions.OfGroups));
    }

    private void RouteCredentials()
    {
        var credentials = new CredentialResource(_site, _answers);
        On("GET", "/rest/access-tokens/latest/users/{slug}", Administrator(credentials.Tokens));
        On("DELETE", "/rest/access-tokens/latest/users/{slug}/{token}", Administrator(credentials.RevokeToken));
        On("GET", "/rest/ssh/latest/keys", Administrator(credentials.SshKeys));
        On("DELETE", "/rest/ssh/latest/keys", Administrator(credentials.DeleteSshKeys));
        On("GET", "/rest/gpg/latest/keys", Administrator(credentials.GpgKeys));
        On("DELETE", "/rest/gpg/latest/keys", Administrator(credentials.DeleteGpgKeys));
    }

    /// <summary>For everybody with a seat; whether an HTTP access token reaches it isn't known.</summary>
    private Func<SandboxRequest, SandboxAnswer> Licensed(Func<SandboxRequest, SandboxAnswer> answer) =>
        request => Refusal(SitePermission.LicensedUser) ?? (IsAccessToken(request) && !_options.TokenReads ? _answers.NotPermitted() : answer(request));

    /// <summary>For administrators, and for no HTTP access token.</summary>
    private Func<SandboxRequest, SandboxAnswer> Administrator(Func<SandboxRequest, SandboxAnswer> answer) =>
        request => Refusal(SitePermission.Admin)
            ?? (IsAccessToken(request) ? _answers.NotPermitted() : _options.IsExpired && request.Method != "GET" ? _answers.Expired() : answer(request));

    private SandboxAnswer? Refusal(SitePermission needed)
    {
        if (_logIn.Caller is null || _site.ByName(_logIn.Caller) is not { } own)
        {
            return _answers.Anonymous();
        }

        var right = _site.RightOf(own);
        return right == SitePermission.None
            ? _answers.Error(
                401,
                "com.atlassian.bitbucket.auth.NoAccessAuthenticationException",
                "You are not currently licensed to use Bitbucket.\nPlease contact your administrator to resolve this issue.")
            : right < needed ? _answers.NotPermitted() : null;
    }

    private bool IsAccessToken(SandboxRequest request) => request.Authorization == $"Bearer {_options.Token}";
}
