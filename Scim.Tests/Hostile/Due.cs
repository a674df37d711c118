namespace Scim.Tests.Hostile;

/// <summary>What a hostile request has to be answered with.</summary>
internal enum Due
{
    /// <summary>4xx with a SCIM error.</summary>
    Refusal,

    /// <summary>2xx: the input is odd, and legal.</summary>
    Success,

    /// <summary>2xx or a SCIM 4xx: the product may hold such a value or not.</summary>
    Either,
}
