using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Adapters.Jira;

/// <summary>Jira's JSON, as far as the adapter reads and writes it. Everything read may be missing.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JiraUser))]
[JsonSerializable(typeof(JiraUser[]))]
[JsonSerializable(typeof(JiraUserPage))]
[JsonSerializable(typeof(JiraMemberPage))]
[JsonSerializable(typeof(NewJiraUser))]
[JsonSerializable(typeof(JiraUserUpdate))]
[JsonSerializable(typeof(JiraGroup))]
[JsonSerializable(typeof(JiraGroupPicks))]
[JsonSerializable(typeof(JiraNamed))]
[JsonSerializable(typeof(JiraApplicationRole[]))]
[JsonSerializable(typeof(JiraServerInfo))]
[JsonSerializable(typeof(JiraPermissions))]
[JsonSerializable(typeof(JiraErrorBody))]
internal sealed partial class JiraJson : JsonSerializerContext;

internal sealed record JiraUser(
    string? Key, string? Name, string? EmailAddress, string? DisplayName, bool? Active, bool? Deleted, JiraGroupRefs? Groups);

internal sealed record JiraGroupRefs(JiraGroup[]? Items);

internal sealed record JiraGroup(string? Name);

/// <summary>A page of <c>user/list</c>: no total, a cursor.</summary>
internal sealed record JiraUserPage(string? NextCursor, bool? IsLast, JiraUser[]? Values);

/// <summary>A page of <c>group/member</c>.</summary>
internal sealed record JiraMemberPage(int? Total, bool? IsLast, JiraUser[]? Values);

/// <param name="Notification">Text in Jira's schema, not a flag.</param>
/// <param name="ApplicationKeys">Empty: no application, no seat. Left out, the user would join the default ones.</param>
internal sealed record NewJiraUser(string Name, string? EmailAddress, string DisplayName, string Notification, string[] ApplicationKeys);

internal sealed record JiraUserUpdate(string? Name, string? EmailAddress, string? DisplayName, bool? Active);

internal sealed record JiraNamed(string Name);

internal sealed record JiraGroupPicks(int? Total, JiraGroupPick[]? Groups);

internal sealed record JiraGroupPick(string? Name, JiraLabel[]? Labels);

internal sealed record JiraLabel(string? Type);

internal sealed record JiraApplicationRole(
    string? Key, string? Name, string[]? Groups, string[]? DefaultGroups, int? NumberOfSeats, int? RemainingSeats, int? UserCount, bool? HasUnlimitedSeats);

internal sealed record JiraServerInfo(string? BaseUrl, string? Version, int[]? VersionNumbers, string? DeploymentType);

internal sealed record JiraPermissions(Dictionary<string, JiraPermission>? Permissions);

internal sealed record JiraPermission(bool? HavePermission);

/// <summary>The error body; <c>message</c> is the REST framework's, <c>errorMessage</c> that of a passing outage.</summary>
internal sealed record JiraErrorBody(string[]? ErrorMessages, Dictionary<string, string?>? Errors, string? Message, string? ErrorMessage);
