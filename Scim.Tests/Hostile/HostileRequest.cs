using System.Text;

namespace Scim.Tests.Hostile;

/// <summary>One hostile request.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Path">Below the SCIM base, percent-encoded; <c>{user}</c> and <c>{group}</c> stand for the ids of the two that may be hurt.</param>
/// <param name="Body">Made when it is sent, as some have megabytes.</param>
internal sealed record HostileRequest(string Name, string Method, string Path, Func<byte[]>? Body = null, Due Due = Due.Refusal)
{
    public string ContentType { get; init; } = "application/scim+json";

    /// <summary>Headers that come as they are.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    public static HostileRequest Get(string name, string path, Due due = Due.Refusal) => new($"GET {name}", "GET", path, null, due);

    public static HostileRequest Post(string name, string path, string body, Due due = Due.Refusal) => new($"POST {name}", "POST", path, () => Bytes(body), due);

    /// <summary>One operation, or several with commas between them.</summary>
    public static HostileRequest Patch(string name, string path, string operations, Due due = Due.Refusal) =>
        new($"PATCH {name}", "PATCH", path, () => Bytes($$"""{"Operations":[{{operations}}]}"""), due);

    public override string ToString() => Name;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
