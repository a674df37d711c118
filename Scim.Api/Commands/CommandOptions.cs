using System.CommandLine;
using System.Globalization;
using Scim.Core.Options;

namespace Scim.Api.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommandOptions
{
    public static Option<TimeSpan> Duration(string name, string description, TimeSpan otherwise) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => otherwise,
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

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
