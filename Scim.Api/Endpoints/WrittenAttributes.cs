using System.Diagnostics;
using Scim.Core.Patching;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>The attributes and sub-attributes that a write names, as its answer shows some of them for no other reason (RFC 7643 §7, "request").</summary>
internal static class WrittenAttributes
{
    public static IEnumerable<AttributeDefinition> Of(Resource body) => body.Attributes.SelectMany(entry => Of(entry.Attribute, entry.Value));

    public static IEnumerable<AttributeDefinition> Of(IEnumerable<PatchOperation> operations) => operations.SelectMany(operation => operation switch
    {
        PatchOperation.Whole whole => Of(whole.Target, whole.Value),
        PatchOperation.Part part => Of(part.Target, part.Value).Append(part.Target.Parent!),
        PatchOperation.Elements { Sub: { } sub } elements => Of(sub, elements.Value).Append(elements.Target),
        PatchOperation.Elements elements => Of(elements.Target, elements.Value),
        PatchOperation.Listed listed => [listed.Target],
        PatchOperation.Identity or PatchOperation.Members or PatchOperation.MembersWhere => [],
        _ => throw new UnreachableException(),
    });

    private static IEnumerable<AttributeDefinition> Of(AttributeDefinition attribute, ScimValue? value) => value switch
    {
        ScimValue.Complex complex => complex.Attributes.Select(part => part.Attribute).Prepend(attribute),
        ScimValue.Many many => many.Values.SelectMany(one => Of(attribute, one)).Prepend(attribute),
        _ => [attribute],
    };
}
