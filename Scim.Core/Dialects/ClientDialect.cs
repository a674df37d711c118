using System.Collections.Immutable;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>How one kind of client deviates from the RFCs, and the reading of its requests in the RFCs' own terms.</summary>
public sealed class ClientDialect
{
    private ClientDialect(string name) => Name = name;

    public string Name { get; }

    /// <summary>The dialect of this name (<c>auto</c>, <c>strict</c>, <c>entra</c>, <c>okta</c> …), compared without case, or null.</summary>
    public static ClientDialect? Find(string name) => new(name);

    /// <summary>Reads a POST or PUT body.</summary>
    /// <param name="note">Told, a sentence each, what was rewritten.</param>
    /// <exception cref="ScimException">400 <c>invalidSyntax</c>, <c>invalidValue</c>.</exception>
    public ReadResource ReadResource(ReadOnlySpan<byte> body, ResourceType type, Action<string> note) =>
        throw new NotSupportedException();

    /// <summary>Reads a PATCH body and binds its operations.</summary>
    /// <inheritdoc cref="ReadResource"/>
    public ImmutableArray<PatchOperation> ReadPatch(ReadOnlySpan<byte> body, ResourceType type, ScimLimits limits, Action<string> note) =>
        throw new NotSupportedException();
}
