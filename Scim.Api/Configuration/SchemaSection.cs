using FluentValidation;
using Scim.Core.Options;
using Scim.Core.Schemas;

namespace Scim.Api.Configuration;

/// <summary>How the extensions of <see cref="SchemaCatalog"/> come from the configuration (<c>Scim:Schemas</c>): files with a schema each.</summary>
internal static class SchemaSection
{
    public const string Section = "Scim:Schemas";

    public static IServiceCollection AddScimSchemas(this IServiceCollection services, IConfiguration configuration) =>
        services.AddScimOptions(configuration, Section, Read, new InlineValidator<SchemaCatalog>());

    public static SchemaCatalog Read(OptionsReader reader)
    {
        Schema[] ofUser = [.. ReadFiles(reader, "User")];
        Schema[] ofGroup = [.. ReadFiles(reader, "Group")];
        var without = SchemaCatalog.Create();
        string[] taken = [.. without.Schemas.Concat(ofUser).Concat(ofGroup).GroupBy(s => s.Id, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1).Select(same => same.Key)];
        if (taken.Length > 0)
        {
            reader.Fault("User", string.Join(", ", taken), "stands for two schemas: expected an URN of its own for each.");
            return without;
        }

        return SchemaCatalog.Create(ofUser, ofGroup);
    }

    private static IEnumerable<Schema> ReadFiles(OptionsReader reader, string name)
    {
        foreach (var file in reader.List(name) ?? [])
        {
            Schema? schema = null;
            try
            {
                schema = SchemaReader.Read(File.ReadAllBytes(file), extension: true);
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                reader.Fault(name, file, $"names a file that isn't a schema: {e.Message}");
            }

            if (schema is not null)
            {
                yield return schema;
            }
        }
    }
}
