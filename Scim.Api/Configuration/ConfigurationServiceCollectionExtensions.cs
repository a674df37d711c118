using FluentValidation;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>The host's own sections of the configuration; the store's and the adapter's come with those.</summary>
internal static class ConfigurationServiceCollectionExtensions
{
    public static IServiceCollection AddScimConfiguration(this IServiceCollection services, IConfiguration configuration)
    {
        // A value that isn't understood is told by the section Scim itself.
        var reads = ScimOptions.Read(new(configuration, ScimOptions.Section)).Reads;
        return services
            .AddScimOptions(configuration, ScimOptions.Section, ScimOptions.Read, new ScimOptionsValidator())
            .AddScimOptions(configuration, AuthOptions.Section, AuthOptions.Read, new AuthOptionsValidator())
            .AddScimOptions(configuration, EntraTokenOptions.Section, EntraTokenOptions.Read, new EntraTokenOptionsValidator())
            .AddScimOptions(configuration, ForwardingOptions.Section, ForwardingOptions.Read, new InlineValidator<ForwardingOptions>())
            .AddScimOptions(configuration, ManagementOptions.Section, ManagementOptions.Read, new ManagementOptionsValidator())
            .AddScimOptions(configuration, UserSection.Section, reader => UserSection.Read(reader, reads), new UserPolicyValidator())
            .AddScimOptions(configuration, GroupSection.Section, GroupSection.Read, new GroupPolicyValidator())
            .AddScimGuard(configuration)
            .AddScimOptions(configuration, LimitsSection.Section, LimitsSection.Read, new ScimLimitsValidator())
            .AddScimSchemas(configuration);
    }

    public static IServiceCollection AddScimGuard(this IServiceCollection services, IConfiguration configuration) =>
        services.AddScimOptions(configuration, GuardSection.Section, GuardSection.Read, new GuardPolicyValidator());

    /// <summary>What every section that was added found wrong, in the order of the sections.</summary>
    public static IEnumerable<OptionsReport> OptionsReports(this IServiceCollection services) =>
        services.Select(service => service.ImplementationInstance).OfType<OptionsReport>();

    /// <exception cref="InvalidConfigurationException">Some section has a fault.</exception>
    public static void ThrowOnFaults(this IServiceCollection services)
    {
        OptionsFault[] faults = [.. services.OptionsReports().SelectMany(report => report.Faults)];
        if (faults.Length > 0)
        {
            throw new InvalidConfigurationException([.. faults]);
        }
    }
}
