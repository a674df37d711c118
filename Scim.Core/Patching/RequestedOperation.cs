using System.Text.Json;

namespace Scim.Core.Patching;

/// <summary>One operation of a PATCH body as it came: nothing is bound to a schema yet. Dialects rewrite these.</summary>
/// <param name="Path">Null only until the value's attributes are made operations of their own (<see cref="PathlessValue"/>).</param>
/// <param name="Value">Null where there is none; for <c>add</c> and <c>replace</c> JSON's null is a value.</param>
public sealed record RequestedOperation(PatchOp Op, PatchPath? Path, JsonElement? Value, NoMatch WhenNoMatch = NoMatch.AsTheRfcSays)
{
    /// <summary>Whether the path was a key of a value that came without a path, where clients also put what they only mean to show.</summary>
    public bool FromValue { get; init; }

    /// <summary>A <c>remove</c> means the values that it lists, and nothing else.</summary>
    public bool OnlyListed { get; init; }
}
