using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>One attribute (or sub-attribute) before and after; null where it had or has no value.</summary>
public sealed record ResourceChange(AttributeDefinition Attribute, ScimValue? Before, ScimValue? After);
