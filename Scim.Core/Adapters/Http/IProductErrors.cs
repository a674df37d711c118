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

    /// <summary>
    /// Whether this 401 means "you are logged in, but not allowed to", which most products say with 403. Then it is an answer like any
    /// other, and <see cref="Fault"/> reads it; every other 401 means that the gateway isn't let in.
    /// </summary>
    bool IsNotAllowed(ProductAnswer answer) => false;

    /// <summary>Why the gateway isn't let in (401), as a sentence, where the product tells more than "wrong credentials"; else null.</summary>
    string? LogInRefusal(ProductAnswer answer) => null;

    /// <summary>The fault where it differs from the common table, else null.</summary>
    /// <param name="said">What the product says, as a sentence.</param>
    ProductFault? Fault(ProductRequest request, ProductAnswer answer, string said);
}
