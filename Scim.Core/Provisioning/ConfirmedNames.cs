using System.Collections.Concurrent;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Core.Provisioning;

/// <summary>
/// Login names as the product told them lately. A membership call takes a name, and a name may belong to somebody else by now: one
/// confirmed within <see cref="ProductOptions.ConfirmNames"/> is used at once, an older one is read by key first. In memory only; what a
/// restart forgets costs one read each.
/// </summary>
internal sealed class ConfirmedNames(ProductOptions options, TimeProvider time)
{
    /// <summary>Above this the old ones are thrown out; some 10 MB.</summary>
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<ProductKey, (string Name, DateTimeOffset At)> _names = new();

    public void Confirm(ProductUser account)
    {
        var now = time.GetUtcNow();
        if (_names.Count >= Most)
        {
            foreach (var (key, known) in _names)
            {
                if (now - known.At >= options.ConfirmNames)
                {
                    _names.TryRemove(key, out _);
                }
            }

            if (_names.Count >= Most)
            {
                _names.Clear();
            }
        }

        _names[account.Key] = (account.Name, now);
    }

    public void Forget(ProductKey key) => _names.TryRemove(key, out _);

    /// <summary>The account's name if it is trusted, else null. <paramref name="stored"/> is what the store has with its own time.</summary>
    public string? Trusted(ProductKey key, string stored, DateTimeOffset confirmedAt)
    {
        var since = time.GetUtcNow() - options.ConfirmNames;
        if (_names.TryGetValue(key, out var known) && known.At >= confirmedAt)
        {
            return known.At > since ? known.Name : null;
        }

        return confirmedAt > since ? stored : null;
    }
}
