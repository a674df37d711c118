using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>What a client is told of a failure. What is our own mistake is logged here, once, and told without detail.</summary>
internal sealed partial class Failures(ScimLimits limits, ILogger logger)
{
    /// <param name="what">What failed, for our own log.</param>
    public ScimError Of(Exception exception, string method, string? what, string requestId)
    {
        if (ScimFaults.ToScim(exception, limits) is { } error)
        {
            return error;
        }

        LogUnexpected(exception, method, what, requestId);
        return new(500, null, $"Something went wrong inside the gateway; its log tells more under the request id {requestId}.");
    }
}
