using System.Buffers;

namespace Scim.Core.Dialects;

/// <summary>
/// By what a request gives its client away. Only signs that nobody else has count: a client's own name in <c>User-Agent</c> (Okta documents
/// its; the others are believed where they say who they are), Entra's flag in the query, and an operation's name with a capital, which is
/// Entra's default and changes nothing for others who write it. Entra may send no <c>User-Agent</c> at all, so its absence is no sign.
/// </summary>
internal static class ClientSigns
{
    private static readonly (string Word, string Dialect)[] Agents =
    [
        ("okta", "okta"), ("azure", "entra"), ("entra id", "entra"), ("onelogin", "onelogin"), ("jumpcloud", "jumpcloud"),
        ("pingfederate", "ping"), ("pingone", "ping"), ("keycloak", "keycloak"),
    ];

    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    /// <summary>The dialect's name, or null.</summary>
    public static string? Of(string? userAgent, string? query)
    {
        if (query is not null && query.Contains("aadOptscim062020", StringComparison.OrdinalIgnoreCase))
        {
            return "entra";
        }

        foreach (var (word, dialect) in Agents)
        {
            if (userAgent is not null && userAgent.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return dialect;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Of"/>
    /// <param name="patch">The body of a PATCH. Within a text its quotes would be escaped, so <c>"op"</c> is always a key.</param>
    public static string? OfPatch(ReadOnlySpan<byte> patch)
    {
        while (patch.IndexOf("\"op\""u8) is >= 0 and var at)
        {
            patch = Skip(patch[(at + 4)..]);
            if (patch is [(byte)':', ..] && Skip(patch[1..]) is [(byte)'"', >= (byte)'A' and <= (byte)'Z', >= (byte)'a' and <= (byte)'z', ..])
            {
                return "entra";
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(White) is >= 0 and var at ? text[at..] : [];
}
