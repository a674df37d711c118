using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>What a resource becomes by a PATCH.</summary>
/// <param name="After">The resource with all operations applied; the same reference as before where nothing changed.</param>
/// <param name="Members">What happens to a group's members; <see cref="MemberChange.None"/> for a user.</param>
/// <param name="Named">Top-level attributes that the operations name, changed or not: only these may overwrite a change made in the product.</param>
public sealed record PatchOutcome(Resource After, MemberChange Members, IReadOnlySet<AttributeDefinition> Named);
