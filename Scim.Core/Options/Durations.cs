using System.Globalization;

namespace Scim.Core.Options;

/// <summary>Lengths of time as people write them.</summary>
public static class Durations
{
    /// <summary>Reads <c>500ms</c>, <c>8s</c>, <c>10m</c>, <c>1h</c>, <c>90d</c> or <c>[d.]hh:mm:ss</c>; never negative.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        var unit = text.AsSpan(digits.Length);
        if (unit.IsEmpty)
        {
            return text == "0" || (text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero);
        }

        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1e6)
        {
            return false;
        }

        TimeSpan? length = unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => null,
        };
        duration = length ?? default;
        return length is not null;
    }

    /// <summary>As people write it, in the largest unit that needs no fraction: <c>365d</c>, <c>90m</c>.</summary>
    public static string Print(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0",
        _ when duration.Ticks % TimeSpan.TicksPerDay == 0 => Number(duration.TotalDays, "d"),
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => Number(duration.TotalHours, "h"),
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => Number(duration.TotalMinutes, "m"),
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => Number(duration.TotalSeconds, "s"),
        _ => Number(duration.TotalMilliseconds, "ms"),
    };

    private static string Number(double number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;
}
