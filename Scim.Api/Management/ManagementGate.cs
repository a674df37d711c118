namespace Scim.Api.Management;

/// <summary>Shows nothing at the operators' address but what is theirs.</summary>
internal sealed class ManagementGate(RequestDelegate next, ManagementAddress management)
{
    private static readonly PathString[] Theirs = ["/health", "/metrics"];

    public Task InvokeAsync(HttpContext http)
    {
        if (management.IsWayOf(http) && !Theirs.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    }
}
