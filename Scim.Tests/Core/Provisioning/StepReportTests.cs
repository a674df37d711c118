using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Provisioning;

namespace Scim.Tests.Core.Provisioning;

public sealed class StepReportTests
{
    private static readonly ProductFault First = new ProductFault.Forbidden("first");

    [Test]
    public void Without_a_fault_everything_is_done() => Assert.That(new StepReport().IsDone, Is.True);

    [Test]
    public void The_first_fault_stays()
    {
        var report = new StepReport();

        report.Fail(First);
        report.Fail(new ProductFault.Unavailable("second"));

        Assert.That(report.Fault, Is.EqualTo(First));
        Assert.That(report.IsDone, Is.False);
    }

    // One member of many was refused, and a moment later the report said that all went well: the others had taken the fault back.
    [Test]
    public void Whoever_goes_on_beside_it_a_fault_is_never_taken_back()
    {
        for (var turn = 0; turn < 200; turn++)
        {
            var report = new StepReport();

            Parallel.For(0, 16, member =>
            {
                if (member == 7)
                {
                    report.Fail(First);
                }
                else
                {
                    report.Add([$"{member}"]);
                }
            });

            Assert.That(report.Fault, Is.EqualTo(First));
            Assert.That(report.Added, Has.Length.EqualTo(15));
        }
    }
}
