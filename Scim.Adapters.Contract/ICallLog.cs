using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>The calls that reached a product, so that a test can say how few are enough.</summary>
public interface ICallLog
{
    /// <summary>The calls since <see cref="Forget"/>; one that changes nothing has the method GET.</summary>
    IReadOnlyList<SandboxCall> Calls { get; }

    void Forget();
}
