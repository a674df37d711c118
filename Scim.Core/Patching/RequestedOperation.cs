using System.Text.Json;

namespace Scim.Core.Patching;

/// <summary>One operation of a PATCH body as it came: nothing is bound to a schema yet. Dialects rewrite these.</summary>
public sealed record RequestedOperation(PatchOp Op, PatchPath? Path, JsonElement? Value, NoMatch WhenNoMatch = NoMatch.AsTheRfcSays);
