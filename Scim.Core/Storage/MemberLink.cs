using Scim.Core.Adapters;

namespace Scim.Core.Storage;

/// <summary>What a membership change needs to know of a user, without reading the whole resource.</summary>
public sealed record MemberLink(string Id, ProductKey Key, string ProductName, DateTimeOffset NameConfirmedAt, LinkState State)
{
    /// <summary>Whether the account's access is withdrawn (<see cref="ProductLink.Withdrawn"/>).</summary>
    public bool IsWithdrawn { get; init; }
}
