using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>A sandbox's own log of calls.</summary>
internal sealed class SandboxCallLog(ProductSandbox sandbox) : ICallLog
{
    public IReadOnlyList<SandboxCall> Calls => sandbox.Calls;

    public void Forget() => sandbox.ForgetCalls();
}
