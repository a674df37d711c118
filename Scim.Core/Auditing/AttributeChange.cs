namespace Scim.Core.Auditing;

/// <summary>One attribute of a resource before and after, as JSON text; null where it had or has no value. Secrets never come here.</summary>
public sealed record AttributeChange(string Attribute, string? Before, string? After);
