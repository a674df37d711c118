using System.Net;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Faults;

/// <summary>A way in which one call of the product, or several on end, go wrong.</summary>
internal sealed record InjectedFault(string Name, SandboxFault Fault, int Times = 1)
{
    public static readonly InjectedFault[] All =
    [
        new("429 with Retry-After", new SandboxFault.Throttle(30)),
        new("500", new SandboxFault.Page(HttpStatusCode.InternalServerError), Times: 2),
        new("502 as a page", new SandboxFault.Page(HttpStatusCode.BadGateway), Times: 2),
        new("JSON cut off", new SandboxFault.CutOff(), Times: 2),
        new("refused connection", new SandboxFault.Refuse(), Times: 2),
        new("no answer, nothing done", new SandboxFault.HangBefore()),
        new("no answer, but done", new SandboxFault.HangAfter()),
        new("reset before", new SandboxFault.ResetBefore()),
        new("reset after", new SandboxFault.ResetAfter()),
        new("reset after, twice", new SandboxFault.ResetAfter(), Times: 2),
        new("slow answer", new SandboxFault.Slow(TimeSpan.FromMilliseconds(100))),
        new("401 in the middle", new SandboxFault.Page(HttpStatusCode.Unauthorized)),
        new("outage of several calls", new SandboxFault.ResetBefore(), Times: 5),
        new("outage that hides what is done", new SandboxFault.ResetAfter(), Times: 5),
    ];

    /// <summary>The caller hears nothing until its own patience ends.</summary>
    public bool NeverAnswers => Fault is SandboxFault.HangBefore or SandboxFault.HangAfter;

    public override string ToString() => Name;
}
