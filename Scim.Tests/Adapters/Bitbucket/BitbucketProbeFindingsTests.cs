using NUnit.Framework;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>What the probe finds, sentence by sentence.</summary>
internal sealed class BitbucketProbeFindingsTests
{
    [Test]
    public async Task A_Bitbucket_that_is_well_is_told_in_four_sentences()
    {
        await using var bitbucket = BitbucketUnderTest.Start();

        var report = await bitbucket.Adapter.ProbeAsync(default);

        Assert.That(report.Product, Is.EqualTo("Bitbucket 10.2.1"));
        Assert.That(report.Findings.Select(f => f.Sentence), Is.EqualTo(
        [
            "Bitbucket is running at https://bitbucket.sandbox.invalid/bitbucket/.",
            "This is Bitbucket 10.2.1.",
            "Bitbucket knows the gateway as 'gateway'.",
            "The gateway's account administers Bitbucket; unless it is a system administrator, accounts and groups of those stay out of its reach.",
        ]));
    }

    [Test]
    public async Task A_version_before_6_is_refused() => Assert.That(
        await FindingAsync("version", options => options.Version = new(5, 16, 2)),
        Is.EqualTo(new ProbeFinding("version", ProbeVerdict.Failed, "This is Bitbucket 5.16.2; the gateway is made for 6.0 and later. Update Bitbucket.")));

    [TestCase("STARTING", "Bitbucket is starting: try again in some minutes.")]
    [TestCase("MAINTENANCE", "Bitbucket is in maintenance, such as a re-index: wait until it is over.")]
    [TestCase("FIRST_RUN", "Bitbucket isn't set up yet: finish its set-up in a browser.")]
    public async Task A_state_that_is_not_running_is_told_whatever_its_status(string state, string sentence)
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.State = state;

        Assert.That((await bitbucket.Adapter.ProbeAsync(default)).Findings, Is.EqualTo([new ProbeFinding("reachable", ProbeVerdict.Failed, sentence)]));
    }

    [Test]
    public async Task A_base_address_without_its_context_path_is_told()
    {
        await using var bitbucket = BitbucketUnderTest.Start(null, ("Scim:Bitbucket:BaseUrl", "https://bitbucket.sandbox.invalid"));

        Assert.That((await bitbucket.Adapter.ProbeAsync(default)).Findings.Single().Sentence, Is.EqualTo(
            "There is no Bitbucket at https://bitbucket.sandbox.invalid/: Scim:Bitbucket:BaseUrl must be the address people open Bitbucket at, with its context path (such as /bitbucket) if it has one."));
    }

    [Test]
    public async Task A_CAPTCHA_is_told_and_no_second_password_is_sent()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.IsCaptchaRequired = true;

        var report = await bitbucket.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1].Check, Is.EqualTo("credentials"));
        Assert.That(report.Findings[^1].Sentence, Does.StartWith("Bitbucket has locked the gateway's account after failed log-ins and wants a CAPTCHA:"));
        Assert.That(bitbucket.Sandbox.Calls, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Five_probes_with_a_wrong_password_count_five_failed_log_ins_and_not_more()
    {
        await using var bitbucket = BitbucketUnderTest.Start(null, ("Scim:Bitbucket:Password", "wrong"));
        for (var i = 0; i < 4; i++)
        {
            await bitbucket.Adapter.ProbeAsync(default);
        }

        Assert.That(bitbucket.Sandbox.IsCaptchaRequired, Is.False);
        await bitbucket.Adapter.ProbeAsync(default);
        Assert.That(bitbucket.Sandbox.IsCaptchaRequired, Is.True);
    }

    [Test]
    public async Task A_gateway_without_a_seat_is_told()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.SetMember("stash-users", "gateway", isIn: false);
        bitbucket.Sandbox.SetMember("stash-administrators", "gateway", isIn: false);

        Assert.That((await bitbucket.Adapter.ProbeAsync(default)).Findings[^1], Is.EqualTo(new ProbeFinding("credentials", ProbeVerdict.Failed,
            "Bitbucket knows the gateway's account, but it has no licence seat: give it the global permission 'Admin', directly or through a group.")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_HTTP_access_token_in_place_of_an_OAuth_token_is_told(bool reads)
    {
        await using var bitbucket = BitbucketUnderTest.Start(
            options => options.TokenReads = reads,
            ("Scim:Bitbucket:Username", null),
            ("Scim:Bitbucket:Password", null),
            ("Scim:Bitbucket:OAuthToken", new BitbucketSandboxOptions().Token));

        var report = await bitbucket.Adapter.ProbeAsync(default);

        Assert.That(report.Findings[^1].Verdict, Is.EqualTo(ProbeVerdict.Failed));
        Assert.That(report.Findings[^1].Sentence, Does.Contain("'Admin'"));
    }

    [Test]
    public async Task An_account_that_the_limiter_shuts_out_is_told() => Assert.That(
        (await FindingAsync("limits", options => options.RateLimit = 0))?.Sentence,
        Does.StartWith("Bitbucket's rate limit stops the gateway's account (429):"));

    [Test]
    public async Task Full_seats_are_a_warning() => Assert.That(
        await FindingAsync("licence", options => options.Seats = 2),
        Is.EqualTo(new ProbeFinding("licence", ProbeVerdict.Warning,
            "2 of 2 seats of Bitbucket are taken. Nobody more can be let in until one is free or the licence is larger.")));

    [Test]
    public async Task An_expired_licence_is_a_failure() => Assert.That(
        await FindingAsync("licence", options => options.IsExpired = true),
        Is.EqualTo(new ProbeFinding("licence", ProbeVerdict.Failed,
            "Bitbucket's licence has expired, so it answers questions and refuses every change: renew it.")));

    [Test]
    public async Task A_directory_that_Bitbucket_does_not_write_to_is_a_warning()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.AddExternalUser("ldap", "Ldap", "ldap@example.com");

        var finding = (await bitbucket.Adapter.ProbeAsync(default)).Findings.Single(f => f.Check == "directory");

        Assert.That((finding.Verdict, finding.Sentence), Is.EqualTo((ProbeVerdict.Warning,
            "Bitbucket doesn't write to the directory 'Corporate Crowd': its accounts are found, but can't be changed or deactivated through the gateway. Provision them where they come from.")));
    }

    private static async Task<ProbeFinding?> FindingAsync(string check, Action<BitbucketSandboxOptions> set)
    {
        await using var bitbucket = BitbucketUnderTest.Start(set);
        return (await bitbucket.Adapter.ProbeAsync(default)).Findings.SingleOrDefault(f => f.Check == check);
    }
}
