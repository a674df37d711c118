using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Scim.Api.Authentication;

/// <summary>
/// A bearer token as people copy it: <c>scim_{id}_{secret}{checksum}</c>. The prefix lets secret scanners find it, the id finds it in the
/// store, and the checksum tells a cut or mistyped one from an unknown one without asking the store.
/// </summary>
internal sealed record TokenText(string Id, string Secret)
{
    public const string Prefix = "scim_";

    // RFC 4648 base32 in lower case: nothing that a double click, a form or a URL would break, five bits a character.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 12;
    private const int SecretLength = 32; // 160 bits
    private const int ChecksumLength = 6; // 30 bits

    public static TokenText New() => new(RandomNumberGenerator.GetString(Alphabet, IdLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    public static bool TryParse(string text, [NotNullWhen(true)] out TokenText? token)
    {
        token = null;
        if (text.Length != Prefix.Length + IdLength + 1 + SecretLength + ChecksumLength
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdLength] != '_')
        {
            return false;
        }

        var found = new TokenText(text.Substring(Prefix.Length, IdLength), text.Substring(Prefix.Length + IdLength + 1, SecretLength));
        if (!string.Equals(found.Reveal(), text, StringComparison.Ordinal))
        {
            return false;
        }

        token = found;
        return true;
    }

    /// <summary>The whole token in clear.</summary>
    public string Reveal()
    {
        var body = $"{Prefix}{Id}_{Secret}";
        return body + Checksum(body);
    }

    public override string ToString() => $"{Prefix}{Id}_***";

    private static string Checksum(string body)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(body));
        return string.Create(ChecksumLength, hash, static (characters, bytes) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = Alphabet[bytes[i] & 31];
            }
        });
    }
}
