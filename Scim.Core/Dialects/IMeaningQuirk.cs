using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>Reads another meaning into a value that is of its attribute's type, in every kind of request.</summary>
internal interface IMeaningQuirk : IQuirk
{
    /// <inheritdoc cref="IValueQuirk.Reading"/>
    string Reading { get; }

    /// <returns>The value that was meant; the same where this quirk isn't in it.</returns>
    ScimValue Meaning(AttributeDefinition attribute, ScimValue value);
}
