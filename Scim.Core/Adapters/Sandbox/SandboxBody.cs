using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>How a product reads the members of a body.</summary>
public static class SandboxBody
{
    /// <summary>A member that is text, or null.</summary>
    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A member that is a flag, or null; <c>"false"</c> is taken for false.</summary>
    public static bool? Flag(this JsonObject body, string name) => body[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(body.Text(name), out var flag) && flag,
        _ => null,
    };
}
