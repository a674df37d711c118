using System.Collections.Immutable;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Confluence;

/// <summary>Where Confluence is and how the gateway logs in (configuration <c>Scim:Confluence</c>).</summary>
public sealed class ConfluenceOptions : ProductConnection
{
    public const string Section = "Scim:Confluence";

    /// <summary>A personal access token of an administrator, instead of a login name and password.</summary>
    public Secret? Token { get; set; }

    /// <summary>Further groups that grant Confluence's administration; needed before 9.3, which doesn't tell them.</summary>
    public ImmutableArray<string> AdministrationGroups { get; set; } = [];

    /// <summary>Further groups that grant access to Confluence; needed before 9.3, which doesn't tell them.</summary>
    public ImmutableArray<string> LicenceGroups { get; set; } = [];

    protected override Secret? Bearer => Token;

    public static ConfluenceOptions Read(OptionsReader reader)
    {
        var options = new ConfluenceOptions
        {
            Token = reader.Secret(nameof(Token)),
            AdministrationGroups = [.. reader.List(nameof(AdministrationGroups)) ?? []],
            LicenceGroups = [.. reader.List(nameof(LicenceGroups)) ?? []],
        };
        options.ReadConnection(reader);
        return options;
    }
}

internal sealed class ConfluenceOptionsValidator : ProductConnectionValidator<ConfluenceOptions>
{
    public ConfluenceOptionsValidator()
        : base("Confluence", ConfluenceOptions.Section, ConfluenceAdapter.UserNames) =>
        TokenOrPassword(o => o.Token, "a personal access token of a Confluence administrator");
}
