using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Confluence;
using Scim.Adapters.Jira;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Storage;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;

namespace Scim.Tests.Documents;

/// <summary>Every key that the gateway reads, from the code that reads it: names from the readers, defaults, kinds and meanings from the options.</summary>
internal static class ConfigurationKeys
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        (ScimOptions.Section, typeof(ScimOptions)),
        (StoreOptions.Section, typeof(StoreOptions)),
        (AuthOptions.Section, typeof(AuthOptions)),
        (EntraTokenOptions.Section, typeof(EntraTokenOptions)),
        (UserSection.Section, typeof(UserPolicy)),
        (GroupSection.Section, typeof(GroupPolicy)),
        (GuardSection.Section, typeof(GuardPolicy)),
        (LimitsSection.Section, typeof(ScimLimits)),
        (AuditOptions.Section, typeof(AuditOptions)),
        (ForwardingOptions.Section, typeof(ForwardingOptions)),
        (ManagementOptions.Section, typeof(ManagementOptions)),
        (ProductOptions.Section, typeof(ProductOptions)),
        (JiraOptions.Section, typeof(JiraOptions)),
        (ConfluenceOptions.Section, typeof(ConfluenceOptions)),
    ];

    // Made of files, not of an options class.
    private static readonly ConfigurationKey[] OfSchemas =
    [
        new($"{SchemaSection.Section}:User", "list", null, "Files with a schema each (RFC 7643 §7) that extends users.", []),
        new($"{SchemaSection.Section}:Group", "list", null, "Files with a schema each (RFC 7643 §7) that extends groups.", []),
    ];

    public static ImmutableArray<ConfigurationKey> Read()
    {
        var comments = new DocComments();
        var known = Reports().SelectMany(report => report.Known).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var keys = ImmutableArray.CreateBuilder<ConfigurationKey>();
        foreach (var (section, type) in Sections)
        {
            var defaults = Activator.CreateInstance(type)!;
            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => known.Contains($"{section}:{p.Name}"));
            foreach (var property in properties.OrderBy(p => p.DeclaringType == type))
            {
                keys.Add(Describe($"{section}:{property.Name}", property, property.GetValue(defaults), comments));
            }
        }

        keys.AddRange(OfSchemas);
        return keys.ToImmutable();
    }

    /// <summary>The keys as the gateway itself knows them, whichever adapter it runs with.</summary>
    public static IEnumerable<string> ReadByTheGateway() => Reports().SelectMany(report => report.Known)
        .Where(key => !key.EndsWith("File", StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<OptionsReport> Reports() => AdapterCatalog.Names.SelectMany(adapter =>
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Scim:Adapter", adapter)]).Build();
        return new ServiceCollection().AddLogging().AddScimGateway(configuration).OptionsReports();
    });

    private static ConfigurationKey Describe(string key, PropertyInfo property, object? value, DocComments comments)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var choices = type.IsEnum ? Enum.GetNames(type).Select(Camel).ToImmutableArray() : [];
        var kind = type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) => "whole number",
            _ when type == typeof(TimeSpan) => "length of time",
            _ when type == typeof(Uri) => "address",
            _ when type == typeof(Secret) => "secret",
            _ when type == typeof(string) => "text",
            { IsEnum: true } => string.Join(", ", choices.Select(choice => $"`{choice}`")),
            _ when type.Name.Contains("Dictionary", StringComparison.Ordinal) => "map",
            _ => "list",
        };
        return new(key, kind, Default(value), comments.Of(property) ?? "", choices) { IsSecret = kind == "secret" };
    }

    private static string? Default(object? value) => value switch
    {
        null or "" => null,
        Secret secret => secret.Reveal(),
        bool flag => flag ? "true" : "false",
        TimeSpan time => Length(time),
        Enum choice => Camel(choice.ToString()),
        string text => text,
        IEnumerable list => list.Cast<object>().Any() ? string.Join(", ", list.Cast<object>()) : null,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Length(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } when time.Ticks % TimeSpan.TicksPerDay == 0 => $"{time.TotalDays}d",
        { TotalHours: >= 1 } when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{time.TotalHours}h",
        { TotalMinutes: >= 1 } when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{time.TotalMinutes}m",
        _ => $"{time.TotalSeconds}s",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
