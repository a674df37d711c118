using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class TimestampTests
{
    [TestCase("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0000000+00:00")]
    [TestCase("2026-01-31T12:00:00", "2026-01-31T12:00:00.0000000+00:00")]
    [TestCase("2026-01-31T12:00:00.5+01:00", "2026-01-31T12:00:00.5000000+01:00")]
    [TestCase("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.1234568+00:00")]
    [TestCase("2024-02-29T23:59:59-12:00", "2024-02-29T23:59:59.0000000-12:00")]
    [Rfc("7643-2.3.5-01")]
    public void A_date_and_time_is_read(string text, string instant)
    {
        var read = Timestamp.TryParse(text, out var found);

        Assert.That((read, found.ToString("o")), Is.EqualTo((true, instant)));
    }

    [TestCase("")]
    [TestCase("2026-01-31")]
    [TestCase("2026-01-31T")]
    [TestCase("2026-01-31 12:00:00Z")]
    [TestCase("2026-01-31T12:00Z")]
    [TestCase("2026-01-31T12:00:00.Z")]
    [TestCase("2026-01-31T12:00:00+0100")]
    [TestCase("2026-01-31T12:00:00 Z")]
    [TestCase("2026-02-30T12:00:00Z")]
    [TestCase("2026-01-31T24:00:01Z")]
    [TestCase("2026-01-31T12:00:00+15:00")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("31.01.2026 12:00:00")]
    [TestCase("yesterday")]
    [Rfc("7643-2.3.5-01")]
    public void What_is_no_date_and_time_is_not(string text) => Assert.That(Timestamp.TryParse(text, out _), Is.False);
}
