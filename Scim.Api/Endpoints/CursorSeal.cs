using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Scim.Api.Storage;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>
/// Cursors as clients carry them (RFC 9865): encrypted, as names of people stand in them, under a key that the replicas share; what
/// somebody made or changed is found out at once.
/// </summary>
internal sealed class CursorSeal(ISettingStore settings, ScimLimits limits, TimeProvider time)
{
    /// <summary>Characters of a cursor at most; ours stay below it, as the sort value in them is cut.</summary>
    private const int Longest = 2048;

    private static readonly int Nonce = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int Tag = AesGcm.TagByteSizes.MaxSize;

    private readonly SharedKey _key = new(settings, "cursor.key");

    /// <summary>The query with the place and page size that its cursor says, if it has one.</summary>
    /// <exception cref="ScimException">400 <c>invalidCursor</c>, <c>expiredCursor</c>, <c>invalidCount</c>.</exception>
    public async Task<SearchRequest> OpenAsync(SearchRequest search, IEnumerable<ResourceType> types, CancellationToken ct)
    {
        if (search.Cursor is not { Length: > 0 } text)
        {
            return search;
        }

        if (Read(text, await _key.ReadAsync(ct)) is not { } cursor)
        {
            throw new ScimException(ScimError.InvalidCursor(
                "cursor: this isn't one that the gateway gave: expected the nextCursor or previousCursor of a page, or nothing for the first page."));
        }

        if (!cursor.Query.AsSpan().SequenceEqual(HashOf(search, types)))
        {
            throw new ScimException(ScimError.InvalidCursor(
                "cursor: it belongs to another query: expected the endpoint, filter, sorting and attributes of the page that it came with."));
        }

        if (time.GetUtcNow() - cursor.Issued > limits.CursorTimeout)
        {
            throw new ScimException(ScimError.ExpiredCursor(
                $"cursor: it is older than {(long)limits.CursorTimeout.TotalSeconds} seconds: expected a new walk from the first page."));
        }

        return search.Count is null || search.Count == cursor.Limit
            ? search with { Count = cursor.Limit, From = cursor.Place }
            : throw new ScimException(ScimError.InvalidCount($"count: expected {cursor.Limit} as on the first page of this walk, found {search.Count}."));
    }

    /// <summary>The cursor that leads to a place, or null where there is none.</summary>
    /// <param name="search">The query of the page.</param>
    public async Task<string?> SealAsync(PagePlace? place, SearchRequest search, IEnumerable<ResourceType> types, CancellationToken ct)
    {
        if (place is null)
        {
            return null;
        }

        var content = new Cursor(place, search.Count ?? limits.PageSize, time.GetUtcNow(), HashOf(search, types)).ToBytes();
        var whole = new byte[Nonce + content.Length + Tag];
        RandomNumberGenerator.Fill(whole.AsSpan(0, Nonce));
        using var cipher = new AesGcm(await _key.ReadAsync(ct), Tag);
        cipher.Encrypt(whole.AsSpan(0, Nonce), content, whole.AsSpan(Nonce, content.Length), whole.AsSpan(Nonce + content.Length));
        return Base64Url.EncodeToString(whole);
    }

    private static Cursor? Read(string text, byte[] key)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            return null;
        }

        var whole = Base64Url.DecodeFromChars(text);

        // One text for each cursor: bits of the last character say nothing, and white space is passed over.
        if (whole.Length < Nonce + Tag || Base64Url.EncodeToString(whole) != text)
        {
            return null;
        }

        var content = new byte[whole.Length - Nonce - Tag];
        using var cipher = new AesGcm(key, Tag);
        try
        {
            cipher.Decrypt(whole.AsSpan(0, Nonce), whole.AsSpan(Nonce, content.Length), whole.AsSpan(Nonce + content.Length), content);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Cursor.Read(content);
    }

    private static byte[] HashOf(SearchRequest search, IEnumerable<ResourceType> types)
    {
        string?[] asked =
        [
            string.Join(' ', types.Select(type => type.Name)),
            search.Filter,
            search.SortBy,
            search.Descending ? "descending" : "ascending",
            search.Attributes,
            search.ExcludedAttributes,
        ];
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked, StoreJson.Plain.StringArray))[..Cursor.QueryLength];
    }
}
