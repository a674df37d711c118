using Scim.Core.Patching;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Scripts;

/// <summary>
/// A schema's URN as the path, which RFC 7644 §3.10 reads as an attribute's:
/// <code>{"op":"add","path":"urn:…:enterprise:2.0:User","value":{"department":"IT"}}
/// → {"op":"add","value":{"urn:…:enterprise:2.0:User":{"department":"IT"}}}</code>
/// Seen from: clients built on scim2-models and SCIM-SDK. Vector: pt-own-schema-as-path.
/// </summary>
internal sealed class SchemaAsPath : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation.Path is not { Element: null, Attribute: { Schema: { } urn, Sub: null } written } path
            || reading.Type.FindSchema($"{urn}:{written.Attribute}") is not { } schema
            || (operation.Op == PatchOp.Remove && schema == reading.Type.Schema))
        {
            return null;
        }

        reading.Note($"The path \"{path}\" was read as all attributes of that schema.");
        return operation.Op == PatchOp.Remove
            ? schema.Attributes.Where(a => a.Mutability != Mutability.ReadOnly).Select(a => new RequestedOperation(PatchOp.Remove, new(new(schema.Id, a.Name)), null))
            : PathlessValue.OfSchema(operation, schema);
    }
}
