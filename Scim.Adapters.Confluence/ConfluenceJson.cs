using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Adapters.Confluence;

/// <summary>Confluence's JSON, as far as the adapter reads and writes it. Everything read may be missing.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConfluenceUser))]
[JsonSerializable(typeof(ConfluencePage<ConfluenceUser>), TypeInfoPropertyName = "UserPage")]
[JsonSerializable(typeof(ConfluencePage<ConfluenceGroup>), TypeInfoPropertyName = "GroupPage")]
[JsonSerializable(typeof(ConfluenceGroup))]
[JsonSerializable(typeof(ConfluenceProfile))]
[JsonSerializable(typeof(NewConfluenceUser))]
[JsonSerializable(typeof(NewConfluenceGroup))]
[JsonSerializable(typeof(ConfluenceUserUpdate))]
[JsonSerializable(typeof(ConfluenceTask))]
[JsonSerializable(typeof(ConfluencePermission[]))]
[JsonSerializable(typeof(ConfluenceManifest))]
[JsonSerializable(typeof(ConfluenceCount))]
[JsonSerializable(typeof(ConfluenceErrorBody))]
internal sealed partial class ConfluenceJson : JsonSerializerContext;

/// <param name="Type"><c>known</c>, <c>anonymous</c>, or <c>unknown</c>: a key that content still bears, without an account.</param>
/// <param name="Status"><c>current</c> or <c>deactivated</c>, and only where it was asked for; there is no flag.</param>
internal sealed record ConfluenceUser(string? Type, string? Username, string? UserKey, string? DisplayName, string? Status);

internal sealed record ConfluenceGroup(string? Name);

/// <summary>A page of any list.</summary>
internal sealed record ConfluencePage<TRow>(TRow[]? Results, [property: JsonPropertyName("_links")] ConfluenceLinks? Links);

/// <param name="Next">Missing on the last page. Where it leads counts the rows that were asked for, not those that came.</param>
internal sealed record ConfluenceLinks(string? Next);

/// <summary>The mobile app's view of an account: the one that shows an address.</summary>
internal sealed record ConfluenceProfile(string? Email);

internal sealed record NewConfluenceUser(string UserName, string FullName, string? Email, string Password, bool NotifyViaEmail);

/// <param name="Type">Confluence refuses a group that doesn't say that it is one.</param>
internal sealed record NewConfluenceGroup(string Type, string Name);

internal sealed record ConfluenceUserUpdate(string FullName, string Email);

/// <summary>A long task: what its submission answers (the id alone), and what is told of it later.</summary>
internal sealed record ConfluenceTask(string? Id, int? PercentageComplete, bool? Successful, ConfluenceText[]? Messages);

internal sealed record ConfluenceText(string? Key, string? Translation);

internal sealed record ConfluencePermission(ConfluenceOperation? Operation, ConfluenceSubject? Subject);

internal sealed record ConfluenceOperation(string? OperationKey, string? TargetType);

internal sealed record ConfluenceSubject(string? Type, string? Name, string? DisplayName, string? UserKey);

internal sealed record ConfluenceManifest(string? TypeId, string? Version);

internal sealed record ConfluenceCount(int? Count);

internal sealed record ConfluenceErrorBody(int? StatusCode, ConfluenceErrorData? Data, string? Message);

internal sealed record ConfluenceErrorData(ConfluenceError[]? Errors);

internal sealed record ConfluenceError(ConfluenceText? Message);
