namespace Scim.Core.Adapters;

/// <summary>A member that a batch couldn't add or remove, and why; all others of the batch are done.</summary>
/// <param name="Fault"><see cref="ProductFault.NotFound"/> where the product has no account of this name (any more).</param>
public sealed record MemberFailure(MemberRef Member, ProductFault Fault);
