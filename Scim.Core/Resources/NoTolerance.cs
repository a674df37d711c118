using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>The RFCs' own reading: a value has its attribute's type.</summary>
public sealed class NoTolerance : IValueTolerance
{
    public static readonly NoTolerance Instance = new();

    private NoTolerance()
    {
    }

    public bool TryReadList(AttributeDefinition attribute, JsonElement found, out ScimValue? value)
    {
        value = null;
        return false;
    }

    public bool TryReadOne(AttributeDefinition attribute, JsonElement found, out ScimValue? value)
    {
        value = null;
        return false;
    }
}
