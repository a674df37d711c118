using System.Collections.Immutable;

namespace Scim.Core.Resources;

/// <summary>What the reader made of a POST or PUT body.</summary>
/// <param name="Resource">The attributes that the client may write; <c>id</c>, <c>meta</c> and other read-only ones are left out.</param>
/// <param name="Members">SCIM ids of a group's members, or null where the body doesn't name the attribute.</param>
/// <param name="Ignored">Names of unknown attributes that were passed over, for the audit entry.</param>
public sealed record ReadResource(Resource Resource, ImmutableArray<string>? Members, ImmutableArray<string> Ignored)
{
    /// <summary>Names of secrets that came and are kept nowhere, for the audit entry.</summary>
    internal ImmutableArray<string> Forgotten { get; init; } = [];
}
