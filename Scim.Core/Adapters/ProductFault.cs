namespace Scim.Core.Adapters;

/// <summary>Why the product didn't do what it was asked. Closed: the nested records are all there is. Messages are sentences for an administrator.</summary>
public abstract record ProductFault(string Message)
{
    /// <summary>The account or group that the call is about isn't there (any more).</summary>
    public sealed record NotFound(string Message) : ProductFault(Message);

    /// <summary>The name is taken.</summary>
    public sealed record AlreadyExists(string Message) : ProductFault(Message);

    /// <summary>The product refuses the value or this change of this object; asking again won't help.</summary>
    /// <param name="Message">The product's reason.</param>
    /// <param name="Field">Which value: <c>name</c>, <c>email</c>, <c>displayName</c>, <c>active</c>, or null.</param>
    public sealed record Invalid(string Message, string? Field = null) : ProductFault(Message);

    /// <summary>The product has no such ability.</summary>
    public sealed record Unsupported(string Message) : ProductFault(Message);

    /// <summary>The gateway's own account isn't allowed to, its credentials are refused or locked, or its log-in page came instead of an answer.</summary>
    public sealed record Forbidden(string Message) : ProductFault(Message);

    /// <summary>No free seat.</summary>
    public sealed record LicenceExceeded(string Message) : ProductFault(Message);

    /// <summary>Too many calls; <paramref name="RetryAfter"/> as the product says, or the adapter's guess.</summary>
    public sealed record Throttled(string Message, TimeSpan RetryAfter) : ProductFault(Message);

    /// <summary>The product can't answer now, and has done nothing.</summary>
    public sealed record Unavailable(string Message, TimeSpan? RetryAfter = null) : ProductFault(Message);

    /// <summary>"I may have done it": a time-out or a reset after the call was sent. Look before sending again.</summary>
    public sealed record Ambiguous(string Message) : ProductFault(Message);
}
