namespace Scim.Tests.ClientCorpus;

/// <summary>
/// One request of a client as a text file, for people first:
/// <code>
/// # Why the client sends this.
/// given user lena {"title":"Cook"}
/// given group staff: lena
/// given account omar
/// dialect okta
/// PATCH /scim/v2/Users/{lena}
/// User-Agent: …
///
/// {"schemas":[…],"Operations":[…]}
/// ---- product
/// PUT /rest/api/2/user?key=*   {"active":false}
/// ---- answer
/// 200
/// active = false
/// ---- audit
/// user.deactivate success okta
/// note was read as
/// </code>
/// A <c>given</c> is what there is before: a user or a group made through the gateway (<c>{lena}</c> is its id from there on), an account or a
/// group that only the product has (<c>given team</c>). <c>dialect</c> is the token's own; without it the gateway finds out. Under <c>product</c>
/// stands everything that changes the product, in order and with the part of the body that matters; under <c>audit</c> the one entry, and as
/// many notes as it has.
/// </summary>
internal sealed class CorpusFile
{
    private CorpusFile(string path) => Path = path;

    public string Path { get; }

    public string? Dialect { get; private set; }

    public List<string> Given { get; } = [];

    public string Method { get; private set; } = "";

    public string Target { get; private set; } = "";

    public List<(string Name, string Value)> Headers { get; } = [];

    public string Body { get; private set; } = "";

    public List<string> Product { get; } = [];

    public List<string> Answer { get; } = [];

    public List<string> Audit { get; } = [];

    /// <exception cref="FormatException">A line that isn't of the format.</exception>
    public static CorpusFile Read(string path)
    {
        var file = new CorpusFile(path);
        var section = "";
        var seen = new List<string>();
        var parts = new Dictionary<string, List<string>> { [""] = [], ["product"] = file.Product, ["answer"] = file.Answer, ["audit"] = file.Audit };
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("---- ", StringComparison.Ordinal))
            {
                section = line[5..];
                seen.Add(section);
                if (!parts.ContainsKey(section))
                {
                    throw new FormatException($"There is no section '{section}'.");
                }
            }
            else if (section.Length == 0 || line.Length > 0)
            {
                parts[section].Add(line);
            }
        }

        if (string.Join(' ', seen) != "product answer audit")
        {
            throw new FormatException($"Expected the sections product, answer, audit, found {string.Join(", ", seen)}.");
        }

        file.ReadRequest(parts[""]);
        return file;
    }

    private void ReadRequest(List<string> lines)
    {
        var at = 0;
        for (; at < lines.Count && Method.Length == 0; at++)
        {
            var line = lines[at];
            switch (line.Split(' ', 2))
            {
                case [['#', ..], ..]:
                case [""]:
                    break;
                case ["given", var what]:
                    Given.Add(what);
                    break;
                case ["dialect", var name]:
                    Dialect = name;
                    break;
                case ["GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD", var target]:
                    (Method, Target) = (line.Split(' ')[0], target);
                    break;
                default:
                    throw new FormatException($"'{line}' is no directive and no request.");
            }
        }

        if (Method.Length == 0 || !lines[0].StartsWith("# ", StringComparison.Ordinal))
        {
            throw new FormatException("Expected a comment on the first line, and a request.");
        }

        for (; at < lines.Count && lines[at].Length > 0; at++)
        {
            Headers.Add(lines[at].Split(": ", 2) is [var name, var value] ? (name, value) : throw new FormatException($"'{lines[at]}' is no header."));
        }

        Body = string.Join('\n', lines.Skip(at)).Trim();
    }
}
