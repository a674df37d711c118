namespace Scim.Api.Commands.Replay;

/// <summary>A group in the replay's Entra directory.</summary>
internal sealed class DirectoryGroup
{
    public required string ObjectId { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>What the product calls it: the first name, as products can't rename groups and the gateway keeps an alias.</summary>
    public required string ProductName { get; init; }

    public List<DirectoryUser> Members { get; } = [];

    public string? ScimId { get; set; }
}
