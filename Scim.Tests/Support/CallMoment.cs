namespace Scim.Tests.Support;

/// <summary>How far the product is with a call.</summary>
public enum CallMoment
{
    /// <summary>It came; nothing is done.</summary>
    Received,

    /// <summary>It is done; no answer is out.</summary>
    Applied,

    /// <summary>The answer is out.</summary>
    Answered,
}
