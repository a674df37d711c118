using System.Text.Json;

namespace Scim.Tests.Recorded;

/// <summary>Whether one JSON value has all that another has: the same members, each of the same kind, whatever their values.</summary>
internal static class JsonShape
{
    /// <summary>What <paramref name="recorded"/> has and <paramref name="answer"/> lacks or has of another kind, as paths.</summary>
    public static IEnumerable<string> Missing(JsonElement recorded, JsonElement answer, string path = "$")
    {
        if (Kind(recorded) != Kind(answer))
        {
            return [$"{path} is {answer.ValueKind}, recorded {recorded.ValueKind}"];
        }

        return recorded.ValueKind switch
        {
            JsonValueKind.Object => recorded.EnumerateObject().SelectMany(member => answer.TryGetProperty(member.Name, out var other)
                ? Missing(member.Value, other, $"{path}.{member.Name}")
                : [$"{path}.{member.Name} is missing"]),
            JsonValueKind.Array when recorded.GetArrayLength() > 0 => answer.GetArrayLength() > 0
                ? Missing(recorded[0], answer[0], $"{path}[0]")
                : [$"{path}[0] is missing"],
            _ => [],
        };
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
