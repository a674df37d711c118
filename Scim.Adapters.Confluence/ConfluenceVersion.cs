using System.Globalization;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>Which Confluence this is, by the manifest that it shows its sibling products: there in every version, without a log-in.</summary>
internal sealed class ConfluenceVersion(ProductHttp http)
{
    public const string Path = "rest/applinks/1.0/manifest";

    /// <summary>The first that makes and lists accounts over REST.</summary>
    public static readonly Version Oldest = new(8, 4);

    /// <summary>The first that changes an account's name and address over REST.</summary>
    public static readonly Version WithUpdates = new(9, 3);

    public static string TooOld(Version version) =>
        $"This is Confluence {version}; the gateway needs {Oldest} or later, because earlier ones can't make users over REST. Update Confluence.";

    public static string NoUpdates(string version) =>
        $"Confluence {version} can't change names and e-mail addresses over REST ({WithUpdates} and later can).";

    /// <summary>The version, or null where Confluence doesn't tell: then what it lacks is found out by its answers.</summary>
    public async Task<Version?> ReadAsync(CancellationToken ct)
    {
        var answer = await http.ExchangeAsync(ProductRequest.Get(Path) with { IsAnonymous = true }, ct);
        return answer.IsSuccess ? Parse(answer.Read(ConfluenceJson.Default.ConfluenceManifest)?.Version) : null;
    }

    /// <summary>The numbers of "10.2.0-m21".</summary>
    public static Version? Parse(string? text)
    {
        var numbers = (text ?? "").Split('-', 2)[0].Split('.').Take(3)
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers switch
        {
            [>= 0, >= 0, >= 0] => new(numbers[0], numbers[1], numbers[2]),
            [>= 0, >= 0, ..] => new(numbers[0], numbers[1]),
            _ => null,
        };
    }
}
