namespace Scim.Core.Adapters.Http;

/// <summary>How one attempt ended: with an answer for the adapter, or with a fault.</summary>
/// <param name="MayRetry">Another attempt may help and does no harm.</param>
/// <param name="MaybeDone">The product may have done what it was asked.</param>
/// <param name="IsOutage">It counts against the product's health.</param>
internal sealed record Attempt(
    ProductAnswer? Answer, ProductFault? Fault, bool MayRetry, bool MaybeDone, bool IsOutage, TimeSpan? RetryAfter = null, Exception? Cause = null)
{
    public static Attempt Answered(ProductAnswer answer) => new(answer, null, MayRetry: false, MaybeDone: false, IsOutage: false);

    public static Attempt Refused(ProductFault fault) => new(null, fault, MayRetry: false, MaybeDone: false, IsOutage: false);
}
