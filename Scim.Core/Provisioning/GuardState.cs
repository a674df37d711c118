using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Core.Provisioning;

/// <summary>What the guard remembers, in the store so that replicas agree; and its decision. Pure.</summary>
/// <param name="Ended">Users that were deactivated or deleted lately, by id, and when.</param>
/// <param name="OpenSince">Since when such changes are held back, or null.</param>
/// <param name="ReleasedUntil">Until when an admin lets all of them pass, uncounted.</param>
public sealed record GuardState(ImmutableDictionary<string, DateTimeOffset> Ended, DateTimeOffset? OpenSince, DateTimeOffset? ReleasedUntil)
{
    public static readonly GuardState Empty = new(ImmutableDictionary<string, DateTimeOffset>.Empty, null, null);

    /// <summary>Whether deactivations and deletions are held back.</summary>
    [JsonIgnore]
    public bool IsOpen => OpenSince is not null;

    internal static GuardState Parse(string? json) => json is null ? Empty : JsonSerializer.Deserialize(json, GuardJson.Default.GuardState)!;

    internal string ToJson() => JsonSerializer.Serialize(this, GuardJson.Default.GuardState);

    /// <summary>How many count at this moment.</summary>
    public int Count(GuardPolicy policy, DateTimeOffset now) => Ended.Values.Count(time => time > now - policy.Window);

    /// <summary>
    /// One more user is to end. A user counts once in a window, however often a client tries, and keeps the way that it got: what was let
    /// pass is let pass again.
    /// </summary>
    /// <returns>The state after it, and whether it may pass.</returns>
    internal (GuardState After, bool MayPass) Admit(string userId, GuardPolicy policy, DateTimeOffset now)
    {
        if (policy.MaxDeactivations == 0 || ReleasedUntil > now)
        {
            return (this, true);
        }

        var ended = Ended.RemoveRange(Ended.Where(one => one.Value <= now - policy.Window).Select(one => one.Key));
        if (ended.ContainsKey(userId))
        {
            return (this, true);
        }

        var state = this with { Ended = ended, ReleasedUntil = null };
        if (IsOpen || ended.Count >= policy.MaxDeactivations)
        {
            return (state with { OpenSince = OpenSince ?? now }, false);
        }

        return (state with { Ended = ended.Add(userId, now) }, true);
    }

    /// <summary>An admin lets everything pass for a while; then counting begins anew.</summary>
    internal static GuardState Released(DateTimeOffset until) => Empty with { ReleasedUntil = until };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GuardState))]
internal sealed partial class GuardJson : JsonSerializerContext;
