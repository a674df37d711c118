namespace Scim.Core.Protocol;

/// <summary>
/// The entity tags of <c>If-Match</c> or <c>If-None-Match</c> (RFC 9110 §8.8.3). They are compared weakly: ours are weak, and RFC 7644 §3.14
/// sends such in <c>If-Match</c> too, where the strong comparison of RFC 9110 §13.1.1 could never be true.
/// </summary>
internal sealed class EntityTags
{
    private const string Expected = "entity tags such as W/\"7\" with commas between them, or *";

    /// <summary>What stands in the quotes; null for <c>*</c>.</summary>
    private readonly HashSet<string>? _opaque;

    private EntityTags(HashSet<string>? opaque) => _opaque = opaque;

    /// <param name="header">Who is told to be wrong, if it is.</param>
    /// <exception cref="ScimException">400 <c>invalidValue</c>.</exception>
    public static EntityTags Parse(string text, string header)
    {
        var rest = text.AsSpan().Trim(" \t");
        if (rest is "*")
        {
            return new(null);
        }

        var opaque = new HashSet<string>(StringComparer.Ordinal);
        while (!rest.IsEmpty)
        {
            // RFC 9110 §5.6.1.2: empty elements of a list are passed over.
            if (rest[0] != ',')
            {
                rest = TakeTag(rest, out var tag) ? rest[tag.Length..] : throw Refused(text, header);
                opaque.Add(OpaqueOf(tag).ToString());
                rest = rest.TrimStart(" \t");
                if (!rest.IsEmpty && rest[0] != ',')
                {
                    throw Refused(text, header);
                }
            }

            rest = rest.IsEmpty ? rest : rest[1..].TrimStart(" \t");
        }

        return opaque.Count > 0 ? new(opaque) : throw Refused(text, header);
    }

    /// <summary>Whether one of them is <paramref name="tag"/>; <c>*</c> is every tag of a resource that exists.</summary>
    public bool Hold(string tag) => _opaque is null || _opaque.Contains(OpaqueOf(tag).ToString());

    // entity-tag = [ %s"W/" ] DQUOTE *etagc DQUOTE
    private static bool TakeTag(ReadOnlySpan<char> text, out ReadOnlySpan<char> tag)
    {
        var start = text.StartsWith("W/", StringComparison.Ordinal) ? 3 : 1;
        tag = default;
        if (text.Length <= start || text[start - 1] != '"' || text[start..].IndexOf('"') is not (>= 0 and var length)
            || text.Slice(start, length).ContainsAnyInRange('\0', ' ') || text.Slice(start, length).Contains('\x7f'))
        {
            return false;
        }

        tag = text[..(start + length + 1)];
        return true;
    }

    private static ReadOnlySpan<char> OpaqueOf(ReadOnlySpan<char> tag) => tag[(tag.IndexOf('"') + 1)..^1];

    private static ScimException Refused(string text, string header) => new(ScimError.InvalidValue(header, $"'{text}'", Expected));
}
