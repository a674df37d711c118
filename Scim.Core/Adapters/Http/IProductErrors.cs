namespace Scim.Core.Adapters.Http;

/// <summary>What a product says differently from the common table of statuses.</summary>
public interface IProductErrors
{
    /// <summary>The product's name for people, as it stands in sentences: <c>Jira</c>.</summary>
    string Product { get; }

    /// <summary>
    /// Whether the product's own resource made this error answer. A 404 of a proxy, of the container, or for an unknown path says nothing
    /// about the account or the group that was asked for.
    /// </summary>
    bool IsOwn(ProductAnswer answer);

    /// <summary>The reason in the product's own words, or null where the answer has none. For people only: its language is the product's.</summary>
    string? Reason(ProductAnswer answer);

    /// <summary>The fault where it differs from the common table, else null.</summary>
    /// <param name="said">What the product says, as a sentence.</param>
    ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said);
}
