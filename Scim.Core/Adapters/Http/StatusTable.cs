using System.Net;

namespace Scim.Core.Adapters.Http;

/// <summary>From an answer that isn't success to the fault, where the product has no exception of its own.</summary>
internal static class StatusTable
{
    public static ProductFault Read(IProductErrors errors, ProductRequest request, ProductAnswer answer)
    {
        var reason = Said(errors, answer);
        if (errors.Fault(request, answer, reason) is { } own)
        {
            return own;
        }

        return answer.Status switch
        {
            HttpStatusCode.NotFound when errors.IsOwn(answer) => new ProductFault.NotFound(reason),
            HttpStatusCode.NotFound => new ProductFault.Unavailable(
                $"{errors.Product} answers 404 without saying what is missing: the configured base address leads elsewhere, or {errors.Product} is just starting."),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new ProductFault.Forbidden($"The gateway's account isn't allowed to do this. {reason}"),
            HttpStatusCode.Conflict when request.Effect == ProductEffect.Once => new ProductFault.AlreadyExists(reason),
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => new ProductFault.Unsupported(reason),
            _ => new ProductFault.Invalid(reason),
        };
    }

    /// <summary>"Jira says (400): …", or that it gives no reason.</summary>
    public static string Said(IProductErrors errors, ProductAnswer answer)
    {
        var reason = errors.Reason(answer);
        return reason is null
            ? $"{errors.Product} answers {(int)answer.Status} without a reason."
            : $"{errors.Product} says ({(int)answer.Status}): {reason}";
    }
}
