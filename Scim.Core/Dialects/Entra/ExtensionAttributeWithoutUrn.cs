using Scim.Core.Patching;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// An attribute of an extension without the extension's URN, where no core attribute has the name:
/// <code>{"op":"Add","path":"manager","value":[{"$ref":"…","value":"42"}]} → {"op":"add","path":"urn:…:enterprise:2.0:User:manager", …}</code>
/// Seen from: Entra ID (the shape of its older documents). Vector: pt-own-manager-short.
/// </summary>
internal sealed class ExtensionAttributeWithoutUrn : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation.Path is not { Attribute: { Schema: null } written } path || reading.Type.Attribute(written.Attribute) is not null)
        {
            return null;
        }

        var schemas = reading.Type.Extensions.Where(e => e.Attribute(written.Attribute) is not null).Take(2).ToList();
        if (schemas is not [var schema])
        {
            return null;
        }

        reading.Note($"The path \"{path}\" was read as one of {schema.Id}.");
        return [operation with { Path = path with { Attribute = written with { Schema = schema.Id } } }];
    }
}
