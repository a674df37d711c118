using System.Text.Json.Serialization;
using Scim.Core.Adapters;

namespace Scim.Core.Storage;

/// <summary>
/// The product's side of a resource as last seen: what is compared when the product is read again, and what a plan starts from. A
/// group has a key and a name only.
/// </summary>
public sealed record ProductLink(ProductKey Key, string Name)
{
    /// <summary>Display name the product had; null for a group.</summary>
    public string? DisplayName { get; init; }

    /// <summary>E-mail address the product had; null where it doesn't tell, and for a group.</summary>
    public string? Email { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>
    /// What was taken from a deactivated account of a product without an active flag, but for the groups that SCIM shows it in: those it
    /// is still a member of here. Null while the account has its access.
    /// </summary>
    public AccountAccess? Withdrawn { get; init; }

    /// <summary>Whether the account may log in: it is active, and its access is not withdrawn.</summary>
    [JsonIgnore]
    public bool LetsIn => Active && Withdrawn is null;

    /// <summary>When <see cref="Name"/> was last read from the product or written to it.</summary>
    public DateTimeOffset NameConfirmedAt { get; init; }

    /// <summary>The address that was sent because the client gave none; hidden in SCIM while the product still has just that.</summary>
    public string? FallbackEmail { get; init; }

    /// <summary>Whether we made the object in the product, rather than finding it there.</summary>
    public bool CreatedByUs { get; init; }

    /// <summary>Whether the store knows a group's members; false for one that was only found by a look-up.</summary>
    public bool MembersKnown { get; init; } = true;

    /// <summary>When we last wrote to the product: a 404 right after may be another node of its cluster that hasn't heard yet.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>The link of a user, with the product's answer of this moment.</summary>
    public static ProductLink To(ProductUser user, DateTimeOffset now) => new(user.Key, user.Name)
    {
        DisplayName = user.DisplayName,
        Email = user.Email,
        Active = user.Active,
        NameConfirmedAt = now,
    };

    /// <summary>The account as last seen, in the adapter's terms.</summary>
    public ProductUser AsUser() => new(Key, Name, DisplayName ?? Name, Email, Active);

    /// <summary>The group as last seen, in the adapter's terms.</summary>
    public ProductGroup AsGroup() => new(Key, Name);
}
