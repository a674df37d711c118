using System.Data.Common;
using Scim.Core.Adapters;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>What a client is told of an exception; null for our own mistakes.</summary>
internal static class ScimFaults
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    public static ScimError? ToScim(Exception exception, ScimLimits limits) => exception switch
    {
        ScimException refused => refused.Error,
        ProductException { Fault: var fault } => FaultMapping.ToScim(fault),
        TimeoutException => ScimError.Unavailable(
            "Another change of the same resource is still under way: expected a later try.", Soon),
        StoreConflictException => ScimError.Unavailable("Somebody else changed the same resource at the same moment: expected a later try.", Soon),
        DbException => ScimError.Unavailable("The gateway's store can't be used at present: expected a later try.", Later),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(limits),
        BadHttpRequestException bad => new(bad.StatusCode, null, "The request can't be read: " + bad.Message),
        _ => null,
    };

    // RFC 7644 §3.7.4 wants to be told which limit it was.
    public static ScimError BulkTooLarge(ScimLimits limits) =>
        ScimError.TooLarge($"The body is larger than maxPayloadSize, which is {limits.BodyBytes} bytes: expected less, in several bulk requests.");

    public static ScimError TooLarge(ScimLimits limits) =>
        ScimError.TooLarge($"The body is larger than {limits.BodyBytes} bytes: expected less, or several requests.");
}
