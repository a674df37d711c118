namespace Scim.Core.Adapters;

/// <summary>The contract between the gateway and its adapters: the public types of <c>Scim.Core.Adapters</c> and <c>Scim.Core.Options</c>.</summary>
public static class AdapterContract
{
    /// <summary>
    /// Rises with every change that an adapter built before it wouldn't survive. A constant, so that an adapter carries the number it was
    /// compiled against, and the gateway refuses another instead of failing in the middle of its work.
    /// </summary>
    public const int Version = 1;
}
