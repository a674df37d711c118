using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>
/// What a client means by JSON that isn't of its attribute's type. Asked only then, so a request as the RFCs have it costs nothing.
/// An implementation that finds JSON of the right type inside reads it with <see cref="ResourceReader"/>.
/// </summary>
public interface IValueTolerance
{
    /// <summary>
    /// A multi-valued attribute's <paramref name="found"/> is no array (and neither null nor ""): one object where a list is due.
    /// </summary>
    /// <param name="value">A <see cref="ScimValue.Many"/>, or null where nothing was meant.</param>
    /// <returns>False where it can't be understood: the request fails with 400 <c>invalidValue</c>.</returns>
    bool TryReadList(AttributeDefinition attribute, JsonElement found, out ScimValue? value);

    /// <summary>
    /// One value, that of a single-valued attribute or an element of a multi-valued one, isn't of the attribute's type: "False" for a Boolean,
    /// a list for a single value, an id for <c>manager</c>.
    /// </summary>
    /// <param name="value">The one value, or null where nothing was meant.</param>
    /// <inheritdoc cref="TryReadList"/>
    bool TryReadOne(AttributeDefinition attribute, JsonElement found, out ScimValue? value);
}
