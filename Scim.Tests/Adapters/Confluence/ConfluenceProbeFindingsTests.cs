using NUnit.Framework;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>What the probe finds, sentence by sentence.</summary>
internal sealed class ConfluenceProbeFindingsTests
{
    private static readonly (string, string?)[] ByPassword =
    [
        ("Scim:Confluence:Token", null), ("Scim:Confluence:Username", "admin"), ("Scim:Confluence:Password", "sandbox-password"),
    ];

    [TestCase("7.19.4")]
    [TestCase("8.3.2")]
    public async Task A_version_before_8_4_is_refused(string version) => Assert.That(
        await FindingAsync("version", options => options.Version = Version.Parse(version)),
        Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Failed,
            $"This is Confluence {version}; the gateway needs 8.4 or later, because earlier ones can't make users over REST. Update Confluence.")));

    [Test]
    public async Task A_version_before_9_3_is_served_with_a_warning()
    {
        Assert.That(await FindingAsync("version", options => options.Version = new(9, 2, 21)), Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Fine,
            "This is Confluence 9.2.21.")));
        Assert.That(await FindingAsync("updates", options => options.Version = new(9, 2, 21)), Is.EqualTo(new ProbeFinding("updates", ProbeVerdict.Warning,
            "Confluence 9.2.21 can't change names and e-mail addresses over REST (9.3 and later can). They are set when an account is made; later changes stay with the gateway, which shows them in SCIM, until Confluence is updated.")));
    }

    [Test]
    public async Task A_new_version_is_no_warning() => Assert.That(await FindingAsync("updates", options => options.Version = new(9, 3, 2)), Is.Null);

    [Test]
    public async Task A_base_address_without_its_context_path_is_told()
    {
        await using var confluence = ConfluenceUnderTest.Start(null, ("Scim:Confluence:BaseUrl", "https://wiki.sandbox.invalid"));

        Assert.That((await confluence.Adapter.ProbeAsync(default)).Findings.Single(), Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Failed,
            "There is no Confluence at https://wiki.sandbox.invalid/: Scim:Confluence:BaseUrl must be the address people open Confluence at, with its context path (such as /confluence) if it has one.")));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_locked_account_is_told_and_no_second_password_is_sent(int status)
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.LockedStatus = status, ByPassword);
        confluence.Sandbox.IsCaptchaRequired = true;

        var report = await confluence.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1].Check, Is.EqualTo("credentials"));
        Assert.That(report.Findings[^1].Sentence, Does.StartWith(status == 401
            ? "Confluence has locked the gateway's account after failed log-ins and wants a CAPTCHA:"
            : "Confluence refuses the gateway's account at its log-in (403):"));
        Assert.That(confluence.Sandbox.Calls[^1].Target, Does.EndWith("/user/current"));
    }

    [Test]
    public async Task Three_probes_with_a_wrong_password_count_three_failed_log_ins_and_not_more()
    {
        await using var confluence = ConfluenceUnderTest.Start(null, [.. ByPassword, ("Scim:Confluence:Password", "wrong")]);

        await confluence.Adapter.ProbeAsync(default);
        await confluence.Adapter.ProbeAsync(default);
        Assert.That(confluence.Sandbox.IsCaptchaRequired, Is.False);
        await confluence.Adapter.ProbeAsync(default);

        Assert.That(confluence.Sandbox.IsCaptchaRequired, Is.True);
    }

    [Test]
    public async Task A_token_that_makes_a_visitor_of_its_bearer_is_told()
    {
        await using var confluence = ConfluenceUnderTest.Start(options => options.IsBadTokenAnonymous = true, ("Scim:Confluence:Token", "wrong"));

        var last = (await confluence.Adapter.ProbeAsync(default)).Findings[^1];

        Assert.That((last.Check, last.Verdict), Is.EqualTo(("credentials", ProbeVerdict.Failed)));
    }

    [Test]
    public async Task An_account_that_the_limiter_shuts_out_is_told() => Assert.That(
        await FindingAsync("limits", options => options.RateLimit = 0),
        Is.EqualTo(new ProbeFinding("limits", ProbeVerdict.Failed,
            "Confluence's rate limit stops the gateway's account (429): exempt that account under rate limiting in Confluence's administration, or give it more.")));

    [Test]
    public async Task Missing_administration_is_told()
    {
        await using var confluence = ConfluenceUnderTest.Start();
        confluence.Sandbox.IsAdministrator = false;

        Assert.That((await confluence.Adapter.ProbeAsync(default)).Findings[^1], Is.EqualTo(new ProbeFinding("permissions", ProbeVerdict.Failed,
            "The gateway's account isn't a Confluence administrator: put it into confluence-administrators.")));
    }

    [Test]
    public async Task An_administrator_who_is_no_system_administrator_is_a_warning()
    {
        await using var confluence = ConfluenceUnderTest.Start();
        confluence.Sandbox.LowerToConfluenceAdministrator();

        var report = await confluence.Adapter.ProbeAsync(default);

        Assert.That(report.IsHealthy, Is.True);
        Assert.That(report.Findings.Single(f => f.Check == "permissions"), Is.EqualTo(new ProbeFinding("permissions", ProbeVerdict.Warning,
            "The gateway's account isn't in confluence-administrators: Confluence may refuse it to make and delete groups and to delete accounts, which a system administrator may. Put it there.")));
    }

    [Test]
    public async Task Full_seats_are_a_warning() => Assert.That(
        await FindingAsync("licence", options => options.Seats = 1),
        Is.EqualTo(new ProbeFinding("licence", ProbeVerdict.Warning,
            "1 of 1 seats of Confluence are taken. No account can be made or activated until one is free or the licence is larger.")));

    [TestCase(true, true, false)]
    [TestCase(true, false, true)]
    [TestCase(false, true, true)]
    public async Task Addresses_that_cannot_be_seen_are_a_warning(bool hasProfiles, bool showsEmail, bool warns) => Assert.That(
        await FindingAsync("email", options => (options.HasMobileProfiles, options.ShowsEmail) = (hasProfiles, showsEmail)) is { Verdict: ProbeVerdict.Warning },
        Is.EqualTo(warns));

    private static async Task<ProbeFinding?> FindingAsync(string check, Action<ConfluenceSandboxOptions> set)
    {
        await using var confluence = ConfluenceUnderTest.Start(set);
        return (await confluence.Adapter.ProbeAsync(default)).Findings.SingleOrDefault(f => f.Check == check);
    }
}
