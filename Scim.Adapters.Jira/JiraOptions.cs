using FluentValidation;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Jira;

/// <summary>Where Jira is and how the gateway logs in (configuration <c>Scim:Jira</c>).</summary>
public sealed class JiraOptions : ProductConnection
{
    public const string Section = "Scim:Jira";

    /// <summary>A personal access token of an administrator (Jira 8.14 and later), instead of a login name and password.</summary>
    public Secret? Token { get; set; }

    /// <summary>Accounts in one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    protected override Secret? Bearer => Token;

    public static JiraOptions Read(OptionsReader reader)
    {
        var options = new JiraOptions { Token = reader.Secret(nameof(Token)) };
        options.PageSize = reader.Integer(nameof(PageSize), options.PageSize);
        options.ReadConnection(reader);
        return options;
    }
}

internal sealed class JiraOptionsValidator : ProductConnectionValidator<JiraOptions>
{
    public JiraOptionsValidator()
        : base("Jira", JiraOptions.Section, JiraAdapter.UserNames)
    {
        TokenOrPassword(o => o.Token, "a personal access token of a Jira administrator");
        RuleFor(o => o.PageSize).InclusiveBetween(1, 1000).WithMessage("is out of range: expected 1 to 1000.");
    }
}
