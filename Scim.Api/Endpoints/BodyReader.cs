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
    /// <summary>The dialect's name.</summary>
    public string Dialect => dialect.Name;

    /// <summary>The reader for the body of a PATCH, where that gives the client away and nothing before has.</summary>
    public BodyReader OfPatch(ReadOnlySpan<byte> body) => dialect.OfPatch(body) is var own && own == dialect ? this : new(own, limits, options);

    /// <summary>What a POST or PUT carries.</summary>
    /// <param name="method">Which of them; a dialect may know no PUT.</param>
    /// <param name="note">Told, a sentence each, what was rewritten and passed over; it goes into the audit entry.</param>
    public ReadResource ReadResource(string method, ReadOnlySpan<byte> body, ResourceType type, Action<string> note)
    {
        if (HttpMethods.IsPut(method) && !dialect.UpdatesByPut)
        {
            throw new ScimException(ScimFaults.NoPut(dialect));
        }

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
    /// <param name="note">As for <see cref="ReadResource"/>.</param>
    public ImmutableArray<PatchOperation> ReadPatch(ReadOnlySpan<byte> body, ResourceType type, Action<string> note) =>
        dialect.ReadPatch(body, type, limits, note);
}
