namespace Scim.Core.Adapters;

/// <summary>
/// How the product itself identifies an account or a group. Opaque: never parsed outside the adapter, at most 255 characters, the same
/// for ever where the product can rename.
/// </summary>
public readonly record struct ProductKey(string Value)
{
    public override string ToString() => Value;
}
