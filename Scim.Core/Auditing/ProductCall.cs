using System.Text.Json.Serialization;

namespace Scim.Core.Auditing;

/// <summary>One HTTP call to the product, a retry counts again.</summary>
/// <param name="Status">The product's status, or null where no answer came.</param>
/// <param name="Milliseconds">Until the answer was read.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record ProductCall(string Method, string Path, int? Status, [property: JsonPropertyName("ms")] double Milliseconds, int Attempt);
