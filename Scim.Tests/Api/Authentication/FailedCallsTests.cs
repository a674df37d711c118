using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Tests.Conformance;

namespace Scim.Tests.Api.Authentication;

public sealed class FailedCallsTests
{
    [Test]
    [Rfc("7644-7.7-02")]
    public void Beyond_the_most_nothing_is_written_until_the_window_is_over_and_then_the_number_is_told()
    {
        var time = new FakeTimeProvider();
        var failed = new FailedCalls(time);

        var written = Enumerable.Range(0, FailedCalls.Most + 7).Count(_ => failed.MayWrite(out var _));
        time.Advance(FailedCalls.Window);
        var next = failed.MayWrite(out var unwritten);
        failed.MayWrite(out var told);

        Assert.That((written, next, unwritten, told), Is.EqualTo((FailedCalls.Most, true, 7, 0)));
    }
}
