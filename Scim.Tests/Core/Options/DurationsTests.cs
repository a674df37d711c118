using CsCheck;
using NUnit.Framework;
using Scim.Core.Options;

namespace Scim.Tests.Core.Options;

public sealed class DurationsTests
{
    [TestCase(365 * 24 * 60, "365d")]
    [TestCase(90, "90m")]
    [TestCase(120, "2h")]
    [TestCase(0, "0")]
    public void It_is_written_as_people_do(int minutes, string expected) =>
        Assert.That(Durations.Print(TimeSpan.FromMinutes(minutes)), Is.EqualTo(expected));

    [Test]
    public void What_is_written_reads_back_as_the_same() => Gen.Int[0, 900_000_000].Sample(milliseconds =>
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds % 1000 == 0 ? milliseconds : milliseconds % 1_000_000);
        return Durations.TryParse(Durations.Print(duration), out var read) && read == duration;
    });
}
