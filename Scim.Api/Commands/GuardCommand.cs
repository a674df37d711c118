using System.CommandLine;
using System.Text.Json;
using Scim.Api.Configuration;
using Scim.Core.Auditing;
using Scim.Core.Options;
using Scim.Core.Provisioning;

namespace Scim.Api.Commands;

/// <summary><c>scim guard</c>: how many users were deactivated or deleted lately, and letting more pass where they are held back.</summary>
internal static class GuardCommand
{
    private static readonly Actor Caller = new("(command line)", Environment.UserName, null, null);

    public static Command Create(ScimCommandLine line)
    {
        var json = new Option<bool>("--json") { Description = "Prints JSON for scripts: {\"most\",\"window\",\"counted\",\"openSince\",\"releasedUntil\"}." };
        var guard = new Verb(
            "guard", $"Tells whether deactivations and deletions are held back ({GuardSection.Section}:{nameof(GuardPolicy.MaxDeactivations)}).", "scim guard")
        {
            json, ReleaseVerb(line),
        };
        guard.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var terminal = Terminal.Of(parsed);
            var (policy, state, now) = (session.Get<GuardPolicy>(), await session.Get<Guard>().ReadAsync(ct), session.Get<TimeProvider>().GetUtcNow());
            await terminal.LineAsync(parsed.GetValue(json) ? Json(policy, state, now) : Sentence(policy, state, now));
            return ScimCommandLine.Done;
        });
        return guard;
    }

    /// <summary>What the guard does at this moment.</summary>
    public static string Sentence(GuardPolicy policy, GuardState state, DateTimeOffset now) => state switch
    {
        _ when policy.MaxDeactivations == 0 => $"The guard is off: {GuardSection.Section}:{nameof(GuardPolicy.MaxDeactivations)} is 0.",
        { OpenSince: { } since } =>
            $"Deactivations and deletions are held back since {CommandOptions.Day(since)} UTC, as more than {policy.MaxDeactivations} came within {Durations.Print(policy.Window)}. "
            + "\"scim audit --action user.\" tells whose; \"scim guard release\" lets them pass.",
        { ReleasedUntil: { } until } when until > now => $"Deactivations and deletions pass uncounted until {CommandOptions.Day(until)} UTC.",
        _ => $"{state.Count(policy, now)} of {policy.MaxDeactivations} deactivations and deletions in the last {Durations.Print(policy.Window)}.",
    };

    private static Verb ReleaseVerb(ScimCommandLine line)
    {
        var length = CommandOptions.Duration("--for", "How long they pass; then counting begins anew.", TimeSpan.FromHours(1));
        var release = new Verb(
            "release", "Lets deactivations and deletions pass uncounted for a while. Entra sends those held back again by itself.", "scim guard release --for 2h") { length };
        release.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var until = await session.Get<Guard>().ReleaseAsync(CommandOptions.Read(parsed, length, TimeSpan.FromHours(1)), Caller, ct);
            await Terminal.Of(parsed).LineAsync($"Deactivations and deletions pass uncounted until {CommandOptions.Day(until)} UTC.");
            return ScimCommandLine.Done;
        });
        return release;
    }

    private static string Json(GuardPolicy policy, GuardState state, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("most", policy.MaxDeactivations);
            json.WriteString("window", Durations.Print(policy.Window));
            json.WriteNumber("counted", state.Count(policy, now));
            if (state.OpenSince is { } since)
            {
                json.WriteString("openSince", since);
            }

            if (state.ReleasedUntil is { } until)
            {
                json.WriteString("releasedUntil", until);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
