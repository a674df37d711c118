using FluentValidation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Scim.Core.Options;

/// <summary>How a class of options comes from the configuration.</summary>
public static class OptionsServiceCollectionExtensions
{
    /// <summary>
    /// Registers <typeparamref name="T"/>, read from <paramref name="section"/> by <paramref name="read"/> and checked by
    /// <paramref name="validator"/>. All faults of all sections are told together when the host starts, each with its key.
    /// </summary>
    public static IServiceCollection AddScimOptions<T>(
        this IServiceCollection services, IConfiguration configuration, string section, Func<OptionsReader, T> read, IValidator<T> validator)
        where T : class
    {
        var reader = new OptionsReader(configuration, section);
        var options = read(reader);

        // What couldn't be read, from the key or from the file that stands for it, is told once, and not as missing besides.
        var faults = reader.Faults.Concat(validator.Validate(options).Errors
            .Where(e => !reader.Faults.Any(f => f.Key == reader.Key(e.PropertyName) || f.Key == reader.Key(e.PropertyName + "File")))
            .Select(e => new OptionsFault(reader.Key(e.PropertyName), Shown(e.AttemptedValue), e.ErrorMessage)));
        services.AddSingleton(new OptionsReport(section, [.. faults]) { Known = [.. reader.Asked] });
        return services.AddSingleton(options);

        static string? Shown(object? value) => value switch
        {
            null => null,
            string or Secret or Uri or bool or int or TimeSpan or Enum => value.ToString(),
            _ => null,
        };
    }
}
