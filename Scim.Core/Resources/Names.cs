using System.Text.Json;

namespace Scim.Core.Resources;

/// <summary>The names in one JSON object: read without allocation, and each at most once.</summary>
internal struct Names(int count)
{
    /// <summary>Characters of the buffer that names are read into; a longer name is read by itself.</summary>
    public const int Longest = 256;

    private readonly ulong[]? _more = count > 64 ? new ulong[(count + 63) / 64] : null;
    private ulong _first;
    private HashSet<string>? _unknown;

    /// <summary>The property name at the reader's position.</summary>
    public static ReadOnlySpan<char> Of(ref readonly Utf8JsonReader json, Span<char> buffer)
    {
        // Bytes never are fewer than characters, so what fits in bytes fits.
        return json.ValueSpan.Length <= buffer.Length ? buffer[..json.CopyString(buffer)] : json.GetString();
    }

    /// <summary>Whether this is the first time that a name comes which no attribute has.</summary>
    public bool AddUnknown(string name) => (_unknown ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);

    /// <summary>Whether this is the first time that the name with this ordinal comes.</summary>
    public bool Add(int ordinal)
    {
        ref var bits = ref (_more is null ? ref _first : ref _more[ordinal / 64]);
        var bit = 1UL << (ordinal % 64);
        var first = (bits & bit) == 0;
        bits |= bit;
        return first;
    }
}
