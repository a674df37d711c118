using System.Globalization;
using Microsoft.Extensions.Logging;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Holds back deactivations and deletions when more come than anybody would mean (<see cref="GuardPolicy"/>): a scope filter that matches
/// nobody any more, a group unassigned by mistake. What was let pass before stays done; the rest waits for an admin.
/// </summary>
public sealed partial class Guard(ISettingStore settings, IResourceLocks locks, IStore store, GuardPolicy policy, TimeProvider time, ILogger<Guard> logger)
{
    private const string Setting = "guard";

    /// <summary>Always the last turn that is entered, and left before anything else is: nobody who has it waits for another.</summary>
    private const string Turn = "~guard"; // greater than any other key, as the order of turns wants

    /// <summary>An admin has to look first.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    public GuardPolicy Policy { get; } = policy;

    public async Task<GuardState> ReadAsync(CancellationToken ct) => GuardState.Parse(await settings.FindAsync(Setting, ct));

    /// <summary>Lets the user's end pass and counts it.</summary>
    /// <exception cref="ScimException">503: it is held back.</exception>
    internal async Task AdmitAsync(string userId, AuditTrail trail, CancellationToken ct)
    {
        if (await FindRefusalAsync(userId, trail, ct) is { } refusal)
        {
            throw new ScimException(refusal);
        }
    }

    /// <summary>Null where the user's end may pass, and is counted by that; else what the client is told.</summary>
    internal async Task<ScimError?> FindRefusalAsync(string userId, AuditTrail trail, CancellationToken ct)
    {
        if (Policy.MaxDeactivations == 0)
        {
            return null;
        }

        await using var turn = await locks.EnterAsync([Turn], ct);
        var before = await ReadAsync(ct);
        var now = time.GetUtcNow();
        var (after, mayPass) = before.Admit(userId, Policy, now);
        if (after != before)
        {
            await settings.SetAsync(Setting, after.ToJson(), ct);
        }

        if (mayPass)
        {
            return null;
        }

        var sentence = $"More than {Policy.MaxDeactivations} users were to be deactivated or deleted within {Length(Policy.Window)} "
            + "(Scim:Guard:MaxDeactivations): nothing was done. If it is meant, an administrator lets it pass with \"scim guard release\".";
        if (!before.IsOpen)
        {
            LogOpened(logger, Policy.MaxDeactivations, Length(Policy.Window));
            var entry = trail.Aside(AuditAction.GuardOpen, [], detail: sentence);
            await store.WriteAsync(unit => unit.AppendAsync(entry), ct);
        }

        return ScimError.Unavailable(sentence, Later);
    }

    /// <summary>Lets all deactivations and deletions pass, uncounted, for a while; then counting begins anew.</summary>
    public async Task<DateTimeOffset> ReleaseAsync(TimeSpan length, Actor by, CancellationToken ct)
    {
        await using var turn = await locks.EnterAsync([Turn], ct);
        var until = time.GetUtcNow() + length;
        await settings.SetAsync(Setting, GuardState.Released(until).ToJson(), ct);
        var trail = new AuditTrail(Guid.CreateVersion7(time.GetUtcNow()).ToString(), by, AuditAction.GuardRelease, time);
        trail.Note($"Deactivations and deletions pass uncounted until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");
        var entry = trail.Close(200);
        await store.WriteAsync(unit => unit.AppendAsync(entry), ct);
        return until;
    }

    private static string Length(TimeSpan time) => Options.Durations.Print(time);

    [LoggerMessage(EventId = 3020, Level = LogLevel.Warning,
        Message = "More than {Most} users were to be deactivated or deleted within {Window}: further ones are answered 503 until \"scim guard release\" lets them pass.")]
    private static partial void LogOpened(ILogger logger, int most, string window);
}
