using System.Collections.Immutable;
using Scim.Api.Configuration;
using Scim.Core.Dialects;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>From the bytes of a body to SCIM's terms, as the client's dialect reads them: alike for a request and for an operation of a bulk request.</summary>
internal sealed class BodyReader(ClientDialect dialect, ScimLimits limits, ScimOptions options)
{
    /// <summary>What a POST or PUT carries.</summary>
    /// <param name="note">Told, a sentence each, what was rewritten and passed over; it goes into the audit entry.</param>
    public ReadResource ReadResource(ReadOnlySpan<byte> body, ResourceType type, Action<string> note)
    {
        var read = dialect.ReadResource(body, type, note);
        if (!read.Ignored.IsEmpty)
        {
            var names = string.Join(", ", read.Ignored);
            if (options.StrictSchema)
            {
                throw new ScimException(ScimError.InvalidValue(
                    $"{names}: no attribute of {type} has this name, and {ScimOptions.Section}:{nameof(ScimOptions.StrictSchema)} is on."));
            }

            note($"Passed over, as no attribute of {type} has this name: {names}.");
        }

        return read;
    }

    /// <summary>The operations of a PATCH.</summary>
    /// <inheritdoc cref="ReadResource"/>
    public ImmutableArray<PatchOperation> ReadPatch(ReadOnlySpan<byte> body, ResourceType type, Action<string> note) =>
        dialect.ReadPatch(body, type, limits, note);
}
