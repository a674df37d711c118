using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Adapters.Bitbucket;

/// <summary>Bitbucket's JSON, as far as the adapter reads and writes it. Everything read may be missing.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BitbucketUser))]
[JsonSerializable(typeof(BitbucketGroup))]
[JsonSerializable(typeof(BitbucketPage<BitbucketUser>), TypeInfoPropertyName = "UserPage")]
[JsonSerializable(typeof(BitbucketPage<BitbucketGroup>), TypeInfoPropertyName = "GroupPage")]
[JsonSerializable(typeof(BitbucketPage<BitbucketUserPermission>), TypeInfoPropertyName = "UserPermissionPage")]
[JsonSerializable(typeof(BitbucketPage<BitbucketGroupPermission>), TypeInfoPropertyName = "GroupPermissionPage")]
[JsonSerializable(typeof(BitbucketPage<BitbucketToken>), TypeInfoPropertyName = "TokenPage")]
[JsonSerializable(typeof(BitbucketUserUpdate))]
[JsonSerializable(typeof(BitbucketRenaming))]
[JsonSerializable(typeof(BitbucketNewMembers))]
[JsonSerializable(typeof(BitbucketNewGroups))]
[JsonSerializable(typeof(BitbucketPair))]
[JsonSerializable(typeof(BitbucketProperties))]
[JsonSerializable(typeof(BitbucketLicence))]
[JsonSerializable(typeof(BitbucketErrorBody))]
internal sealed partial class BitbucketJson : JsonSerializerContext;

/// <param name="Type">NORMAL, or SERVICE: no person, and in no directory.</param>
/// <param name="MutableDetails">False where the directory can't be written to; so are the other two flags.</param>
internal sealed record BitbucketUser(
    long? Id,
    string? Name,
    string? Slug,
    string? DisplayName,
    string? EmailAddress,
    bool? Active,
    string? Type,
    string? DirectoryName,
    bool? Deletable,
    bool? MutableDetails,
    bool? MutableGroups);

internal sealed record BitbucketGroup(string? Name);

/// <param name="NextPageStart">Absent on the last page; never to be computed, as rows may be filtered out between two pages.</param>
internal sealed record BitbucketPage<T>(T[]? Values, bool? IsLastPage, int? NextPageStart);

internal sealed record BitbucketUserPermission(BitbucketUser? User, string? Permission);

internal sealed record BitbucketGroupPermission(BitbucketGroup? Group, string? Permission);

internal sealed record BitbucketToken(string? Id);

/// <summary>All three, always: what becomes of one that is left out isn't documented. A fourth is refused.</summary>
internal sealed record BitbucketUserUpdate(string Name, string? DisplayName, string? Email);

internal sealed record BitbucketRenaming(string Name, string NewName);

internal sealed record BitbucketNewMembers(string Group, string[] Users);

internal sealed record BitbucketNewGroups(string User, string[] Groups);

/// <summary>A user and a group; which is which depends on the resource.</summary>
internal sealed record BitbucketPair(string Context, string ItemName);

internal sealed record BitbucketProperties(string? Version, string? DisplayName);

/// <summary>The seats. The answer also holds the licence's own text, which is nobody's business and isn't read.</summary>
/// <param name="ExpiryDate">Milliseconds since 1970; absent where it never expires.</param>
internal sealed record BitbucketLicence(int? MaximumNumberOfUsers, bool? UnlimitedNumberOfUsers, long? ExpiryDate, BitbucketLicenceStatus? Status);

internal sealed record BitbucketLicenceStatus(int? CurrentNumberOfUsers);

internal sealed record BitbucketErrorBody(BitbucketError?[]? Errors);

/// <param name="Context">The field that a validation complains about.</param>
/// <param name="ExceptionName">The class of the exception; beside the status the only thing to go by.</param>
internal sealed record BitbucketError(string? Context, string? Message, string? ExceptionName);
