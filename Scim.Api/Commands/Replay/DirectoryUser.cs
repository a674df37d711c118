namespace Scim.Api.Commands.Replay;

/// <summary>A person in the replay's Entra directory, and what the gateway made of them.</summary>
internal sealed class DirectoryUser
{
    public required string ObjectId { get; init; }

    public required string UserName { get; set; }

    public required string GivenName { get; set; }

    public required string FamilyName { get; set; }

    public required string Mail { get; set; }

    public required string Department { get; set; }

    public required string MailNickname { get; init; }

    public string DisplayName => $"{GivenName} {FamilyName}";

    public bool Active { get; set; } = true;

    public DirectoryUser? Manager { get; set; }

    /// <summary>The login name that the product should have; another than <see cref="UserName"/> only for a soft-deleted user, and where the product can't rename.</summary>
    public string? ProductName { get; set; }

    /// <summary>The SCIM id, as Entra keeps it for good once it has matched or created the user.</summary>
    public string? ScimId { get; set; }

    /// <summary>Whether the user was purged: gone in SCIM, deactivated in the product.</summary>
    public bool IsPurged { get; set; }
}
