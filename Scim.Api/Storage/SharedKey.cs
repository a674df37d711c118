using System.Security.Cryptography;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A random key of 256 bits that the replicas share through the store's settings: made when it is first needed, then read once.</summary>
internal sealed class SharedKey(ISettingStore settings, string name)
{
    private byte[]? _key;

    public async ValueTask<byte[]> ReadAsync(CancellationToken ct) => _key ??= Convert.FromBase64String(
        await settings.GetOrAddAsync(name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), ct));
}
