using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>Reads JSON that isn't of its attribute's type, in every kind of request.</summary>
internal interface IValueQuirk : IQuirk
{
    /// <summary>What was done, for the audit entry: "the text was read as a Boolean".</summary>
    string Reading { get; }

    /// <param name="list">Whether a list is due and <paramref name="found"/> is none; else one value is due.</param>
    /// <param name="tolerance">To read what is inside.</param>
    /// <returns>False where the value hasn't this quirk's shape.</returns>
    bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value);
}
