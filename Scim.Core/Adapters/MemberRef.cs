namespace Scim.Core.Adapters;

/// <summary>An account in a membership call. The caller has made sure that <paramref name="Name"/> is the account's present login name.</summary>
public sealed record MemberRef(ProductKey Key, string Name);
