using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>What the executable says of itself.</summary>
[Category("EndToEnd")]
public sealed class HelpTests
{
    [TestCase("serve")]
    [TestCase("sandbox")]
    [TestCase("check")]
    [TestCase("token create")]
    [TestCase("token list")]
    [TestCase("token rotate")]
    [TestCase("token revoke")]
    [TestCase("audit")]
    [TestCase("guard")]
    [TestCase("guard release")]
    [TestCase("migrate")]
    public async Task Each_command_has_help_with_an_example(string verb)
    {
        var run = await GatewayProcess.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain($"Example: scim {verb}"));
    }

    [Test]
    public async Task The_version_is_told()
    {
        var run = await GatewayProcess.RunAsync(["--version"]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Match(@"^\d+\.\d+\.\d+"));
    }

    [TestCase("servee")]
    [TestCase("check", "--bogus")]
    [TestCase("audit", "--format", "xml")]
    [TestCase("--Other:Key=1")]
    public async Task Wrong_usage_is_2_with_a_sentence_and_no_stack_trace(params string[] arguments)
    {
        var run = await GatewayProcess.RunAsync(arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.EndWith($"\"scim --help\" tells what there is.{Environment.NewLine}").And.Not.Contain("   at "));
    }
}
