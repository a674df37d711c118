using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters.Jira;

/// <summary>What the probe finds, sentence by sentence.</summary>
internal sealed class JiraProbeFindingsTests
{
    [Test]
    public async Task A_version_before_8_3_is_refused()
    {
        Assert.That(await FindingAsync("version", options => options.Version = new(8, 2, 4)), Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Failed,
            "This is Jira 8.2.4; the gateway needs 8.3 or later, because earlier ones can't deactivate users over REST. Update Jira.")));
    }

    [Test]
    public async Task A_token_is_refused_where_jira_has_none_yet_without_trying_it()
    {
        await using var jira = JiraUnderTest.Start(
            options => options.Version = new(8, 13, 1), ("Scim:Jira:Token", "x"), ("Scim:Jira:Username", null), ("Scim:Jira:Password", null));

        var report = await jira.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1], Is.EqualTo(new ProbeFinding("credentials", ProbeVerdict.Failed,
            "Jira 8.13 has no personal access tokens (they came with 8.14): set Scim:Jira:Username and Scim:Jira:Password instead of Token.")));
        Assert.That(jira.Sandbox.Calls.Select(c => c.Target), Is.EqualTo(["/status", "/rest/api/2/serverInfo"]));
    }

    [TestCase("STARTING", "Jira is starting: try again in some minutes.")]
    [TestCase("FIRST_RUN", "Jira isn't set up yet: finish its set-up in a browser.")]
    [TestCase("MAINTENANCE", "Jira is in maintenance, such as a re-index: wait until it is over.")]
    [TestCase("ERROR", "Jira says that its state is ERROR: an administrator must look at Jira itself.")]
    public async Task A_state_that_is_not_running_is_told(string state, string sentence)
    {
        await using var jira = JiraUnderTest.Start();
        jira.Sandbox.State = state;

        Assert.That((await jira.Adapter.ProbeAsync(default)).Findings, Is.EqualTo([new ProbeFinding("reachable", ProbeVerdict.Failed, sentence)]));
    }

    [Test]
    public async Task A_base_address_without_its_context_path_is_told()
    {
        await using var jira = JiraUnderTest.Start(null, ("Scim:Jira:BaseUrl", "https://jira.sandbox.invalid"));

        Assert.That((await jira.Adapter.ProbeAsync(default)).Findings.Single(), Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Failed,
            "There is no Jira at https://jira.sandbox.invalid/: Scim:Jira:BaseUrl must be the address people open Jira at, with its context path (such as /jira) if it has one.")));
    }

    [Test]
    public async Task A_CAPTCHA_is_told_and_no_second_password_is_sent()
    {
        await using var jira = JiraUnderTest.Start(options => options.Version = new(8, 13, 1));
        jira.Sandbox.IsCaptchaRequired = true;

        var report = await jira.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1].Check, Is.EqualTo("credentials"));
        Assert.That(report.Findings[^1].Sentence, Does.StartWith("Jira has locked the gateway's account after failed log-ins and wants a CAPTCHA:"));
        Assert.That(jira.Sandbox.Calls.Count(c => c.Target.EndsWith("/myself", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Three_probes_with_a_wrong_password_count_three_failed_log_ins_and_not_more()
    {
        await using var jira = JiraUnderTest.Start(options => options.Version = new(8, 13, 1), ("Scim:Jira:Password", "wrong"));

        await jira.Adapter.ProbeAsync(default);
        await jira.Adapter.ProbeAsync(default);
        Assert.That(jira.Sandbox.IsCaptchaRequired, Is.False);
        await jira.Adapter.ProbeAsync(default);

        Assert.That(jira.Sandbox.IsCaptchaRequired, Is.True);
    }

    [Test]
    public async Task An_account_that_the_limiter_shuts_out_is_told()
    {
        Assert.That(await FindingAsync("limits", options => options.RateLimit = 0), Is.EqualTo(new ProbeFinding("limits", ProbeVerdict.Failed,
            "Jira's rate limit stops the gateway's account (429): exempt that account under rate limiting in Jira's administration, or give it more.")));
    }

    [TestCase(JiraEmailVisibility.Hidden)]
    [TestCase(JiraEmailVisibility.Masked)]
    public async Task Hidden_addresses_are_a_warning(JiraEmailVisibility visibility) =>
        Assert.That((await FindingAsync("email", options => options.EmailVisibility = visibility))?.Verdict, Is.EqualTo(ProbeVerdict.Warning));

    [Test]
    public async Task Visible_addresses_are_no_finding() => Assert.That(await FindingAsync("email", _ => { }), Is.Null);

    [Test]
    public async Task Full_seats_are_a_warning() => Assert.That(
        await FindingAsync("licence", options => options.Seats = 1),
        Is.EqualTo(new ProbeFinding("licence", ProbeVerdict.Warning,
            "1 of 1 seats of Jira Software are taken. Nobody more can be let in until one is free or the licence is larger.")));

    [Test]
    public async Task Missing_leave_to_browse_is_told()
    {
        await using var jira = JiraUnderTest.Start();
        jira.Sandbox.MayBrowse = false;

        Assert.That((await jira.Adapter.ProbeAsync(default)).Findings.Single(f => f.Verdict == ProbeVerdict.Failed).Sentence, Is.EqualTo(
            "The gateway's account may not browse users, so Jira shows it no groups: give it the global permission 'Browse users and groups'."));
    }

    [Test]
    public async Task A_clock_that_goes_wrong_is_a_warning()
    {
        await using var jira = JiraUnderTest.Start();
        Assert.That((await jira.Adapter.ProbeAsync(default)).Findings.Any(f => f.Check == "clock"), Is.False);

        jira.Sandbox.ClockError = TimeSpan.FromMinutes(-12);

        Assert.That((await jira.Adapter.ProbeAsync(default)).Findings.Single(f => f.Check == "clock"), Is.EqualTo(new ProbeFinding("clock", ProbeVerdict.Warning,
            "Jira's clock and the gateway's differ by 12 minutes: set both by the same time server, or tokens expire early and logs can't be compared.")));
    }

    [TestCase("http://jira.sandbox.invalid/jira", true)]
    [TestCase("http://localhost/jira", false)]
    [TestCase("https://jira.sandbox.invalid/jira", false)]
    public async Task Credentials_in_clear_text_are_a_warning(string address, bool warns) =>
        Assert.That(await FindingAsync("tls", options => options.BaseUrl = new(address)) is { Verdict: ProbeVerdict.Warning }, Is.EqualTo(warns));

    [Test]
    public async Task A_reset_while_looking_is_told_and_nothing_thrown()
    {
        await using var jira = JiraUnderTest.Start();
        jira.Sandbox.Faults.Set("GET", "*/myself", new SandboxFault.ResetBefore());

        var report = await jira.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1].Check, Is.EqualTo("reachable"));
        Assert.That(report.IsHealthy, Is.False);
    }

    private static async Task<ProbeFinding?> FindingAsync(string check, Action<JiraSandboxOptions> set)
    {
        await using var jira = JiraUnderTest.Start(set);
        return (await jira.Adapter.ProbeAsync(default)).Findings.SingleOrDefault(f => f.Check == check);
    }
}
