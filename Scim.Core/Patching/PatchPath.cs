using Scim.Core.Filters;

namespace Scim.Core.Patching;

/// <summary>A PATCH path as written (RFC 7644 §3.5.2, figure 7): <c>attrPath / valuePath [subAttr]</c>.</summary>
/// <param name="Attribute">The attribute; its <c>Sub</c> is set only where no value path follows.</param>
/// <param name="Element">The filter in brackets, or null.</param>
/// <param name="Sub">The sub-attribute behind the bracket, or null.</param>
public sealed partial record PatchPath(AttributePath Attribute, Filter? Element = null, string? Sub = null);
