namespace Scim.Core.Patching;

/// <summary>The operations of RFC 7644 §3.5.2.</summary>
public enum PatchOp
{
    Add,
    Remove,
    Replace,
}
