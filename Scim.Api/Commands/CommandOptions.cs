using System.CommandLine;
using System.Globalization;
using Scim.Core.Options;

namespace Scim.Api.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommandOptions
{
    /// <summary>For the help of commands that the whole configuration counts for.</summary>
    public const string Settings =
        "Any key of docs/configuration.md can be given as --Scim:Key=value, and the addresses to listen at as --urls; else they come from "
        + "appsettings.json beside the executable and from the environment (Scim__Key).";

    /// <summary>A length of time; <see cref="Read"/> gives its default, which the framework would show as 365.00:00:00.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan otherwise) => new(name)
    {
        Description = $"{description} [default: {Durations.Print(otherwise)}]",
        HelpName = "12h|30d|…",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (Durations.TryParse(text, out var length))
            {
                return length;
            }

            result.AddError($"{name} '{text}' is not understood: expected a length of time such as 12h or 365d.");
            return default;
        },
    };

    public static TimeSpan Read(ParseResult parsed, Option<TimeSpan?> option, TimeSpan otherwise) => parsed.GetValue(option) ?? otherwise;

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
