using Scim.Core.Adapters;

namespace Scim.Tests.Faults;

/// <summary>One request of a client, with what comes before it and what must be true in the end, whatever goes wrong in between.</summary>
/// <param name="Name">A sentence for the test's name.</param>
/// <param name="Arrange">What is there before; nothing goes wrong yet.</param>
/// <param name="Request">The request.</param>
/// <param name="InProduct">The product in the end, in <see cref="Scene.Product"/>'s words.</param>
/// <param name="InScim">SCIM in the end, in the same words.</param>
public sealed record Operation(string Name, Func<Scene, Task> Arrange, Func<Scene, ClientRequest> Request, string[] InProduct, string[] InScim)
{
    /// <summary>What the product must be able to do for it.</summary>
    public ProductCapabilities Needs { get; init; }

    public override string ToString() => Name;
}

/// <summary>A request as a client sends it, and sends it again.</summary>
public sealed record ClientRequest(HttpMethod Method, string Path, string? Body);
