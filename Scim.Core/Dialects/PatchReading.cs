using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>What a quirk may know of the request whose operations it rewrites.</summary>
/// <param name="Note">Told, in a sentence, what was rewritten; it goes into the audit entry.</param>
internal sealed record PatchReading(ResourceType Type, ScimLimits Limits, Action<string> Note)
{
    /// <summary>The attribute that the path begins with, or null.</summary>
    public AttributeDefinition? Target(PatchPath path) => Type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null);
}
