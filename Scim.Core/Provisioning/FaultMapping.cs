using System.Diagnostics;
using Scim.Core.Adapters;
using Scim.Core.Protocol;

namespace Scim.Core.Provisioning;

/// <summary>
/// The product's "no" as an answer of ours: the one table. The product's own 401 and 403 never become ours, because Entra takes
/// them for bad credentials of its own and quarantines the whole job.
/// </summary>
public static class FaultMapping
{
    /// <summary>How long a client waits when the product doesn't say.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>An administrator has to do something first.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    public static ScimError ToScim(ProductFault fault) => fault switch
    {
        ProductFault.NotFound f => ScimError.NotFound(f.Message),
        ProductFault.AlreadyExists f => ScimError.Uniqueness(f.Message),
        ProductFault.Invalid f => ScimError.InvalidValue(f.Message),
        ProductFault.Unsupported f => new(501, null, f.Message),
        ProductFault.Forbidden f => ScimError.Unavailable(f.Message, Later),
        ProductFault.LicenceExceeded f => new(400, null, $"licence: {f.Message}"),
        ProductFault.Throttled f => ScimError.Throttled(f.Message, f.RetryAfter),
        ProductFault.Unavailable f => ScimError.Unavailable(f.Message, f.RetryAfter ?? Soon),
        ProductFault.Ambiguous f => ScimError.Unavailable(f.Message, Soon),
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Whether the change may still come about without anybody changing the request: the journal keeps it open and recovery goes on
    /// with it. Every other fault is final, and nothing but what was done already stays.
    /// </summary>
    internal static bool MayPass(ProductFault fault) => fault is
        ProductFault.Forbidden or ProductFault.Throttled or ProductFault.Unavailable or ProductFault.Ambiguous;
}
