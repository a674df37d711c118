namespace Scim.Api.Composition;

internal static class AdapterServiceCollectionExtensions
{
    /// <summary>The adapter that the configuration names, and what is known of the others.</summary>
    public static IServiceCollection AddScimAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        var available = AvailableAdapters.Find(configuration);
        return available.AddTo(services.AddSingleton(available), configuration);
    }
}
