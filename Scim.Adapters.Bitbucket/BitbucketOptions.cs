using FluentValidation;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Bitbucket;

/// <summary>Where Bitbucket is and how the gateway logs in (configuration <c>Scim:Bitbucket</c>).</summary>
public sealed class BitbucketOptions : ProductConnection
{
    public const string Section = "Scim:Bitbucket";

    /// <summary>An OAuth 2 access token with the scope "Admin write", instead of a login name and password.</summary>
    public Secret? OAuthToken { get; set; }

    /// <summary>Not for Bitbucket: its HTTP access tokens don't reach its administration. Whoever sets it is told at start.</summary>
    public Secret? Token { get; set; }

    /// <summary>Accounts or groups in one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    protected override Secret? Bearer => OAuthToken;

    public static BitbucketOptions Read(OptionsReader reader)
    {
        var options = new BitbucketOptions { OAuthToken = reader.Secret(nameof(OAuthToken)), Token = reader.Secret(nameof(Token)) };
        options.PageSize = reader.Integer(nameof(PageSize), options.PageSize);
        options.ReadConnection(reader);
        return options;
    }
}

internal sealed class BitbucketOptionsValidator : ProductConnectionValidator<BitbucketOptions>
{
    public BitbucketOptionsValidator()
        : base("Bitbucket", BitbucketOptions.Section, BitbucketAdapter.Names)
    {
        const string Username = $"{BitbucketOptions.Section}:{nameof(BitbucketOptions.Username)}";
        const string OAuthToken = $"{BitbucketOptions.Section}:{nameof(BitbucketOptions.OAuthToken)}";
        RuleFor(o => o.Token).Null()
            .WithMessage($"is of no use: Bitbucket's HTTP access tokens don't reach its administration. Set {Username} and {nameof(BitbucketOptions.Password)} "
                + $"of an administrator, or {OAuthToken} to an OAuth 2 access token with the scope \"Admin write\".");
        When(o => o.Token is null, () => TokenOrPassword(o => o.OAuthToken, "an OAuth 2 access token with the scope \"Admin write\""));
        RuleFor(o => o.PageSize).InclusiveBetween(1, 1000).WithMessage("is out of range: expected 1 to 1000.");
    }
}
