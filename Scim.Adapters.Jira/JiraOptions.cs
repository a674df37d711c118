using FluentValidation;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Jira;

/// <summary>Where Jira is and how the gateway logs in (configuration <c>Scim:Jira</c>).</summary>
public sealed class JiraOptions
{
    public const string Section = "Scim:Jira";

    /// <summary>The address people open Jira at, with its context path if it has one.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>A personal access token of an administrator (Jira 8.14 and later).</summary>
    public Secret? Token { get; set; }

    /// <summary>An administrator's login name, with <see cref="Password"/>, instead of a token.</summary>
    public string? Username { get; set; }

    /// <summary>The password that belongs to <see cref="Username"/>.</summary>
    public Secret? Password { get; set; }

    /// <summary>Accounts in one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>What stands for a character that Jira's names can't hold; null: such a name is refused.</summary>
    public string? ReplaceForbidden { get; set; }

    public static JiraOptions Read(OptionsReader reader)
    {
        var otherwise = new JiraOptions();
        return new()
        {
            BaseUrl = reader.Address(nameof(BaseUrl)),
            Token = reader.Secret(nameof(Token)),
            Username = reader.Text(nameof(Username)),
            Password = reader.Secret(nameof(Password)),
            PageSize = reader.Integer(nameof(PageSize), otherwise.PageSize),
            ReplaceForbidden = reader.Text(nameof(ReplaceForbidden)),
        };
    }

    internal ProductAccess Access() => Token is not null
        ? ProductAccess.Bearer(BaseUrl!, Token)
        : ProductAccess.Basic(BaseUrl!, Username!, Password!);
}

internal sealed class JiraOptionsValidator : AbstractValidator<JiraOptions>
{
    public JiraOptionsValidator()
    {
        RuleFor(o => o.BaseUrl).NotNull().WithMessage("is missing: expected the address people open Jira at, e.g. https://jira.example.com.");
        RuleFor(o => o.BaseUrl).Must(u => u is not { UserInfo.Length: > 0 } and not { Query.Length: > 0 } and not { Fragment.Length: > 0 })
            .WithMessage("holds more than an address: expected no user, query or fragment in it.");
        RuleFor(o => o.Token).NotNull().When(o => o.Username is null && o.Password is null)
            .WithMessage($"is missing: expected a personal access token of a Jira administrator, or {JiraOptions.Section}:{nameof(JiraOptions.Username)} "
                + $"and {JiraOptions.Section}:{nameof(JiraOptions.Password)}.");
        RuleFor(o => o.Token).Null().When(o => o.Username is not null || o.Password is not null)
            .WithMessage($"is given besides {JiraOptions.Section}:{nameof(JiraOptions.Username)} or {nameof(JiraOptions.Password)}: leave one of the two out.");
        RuleFor(o => o.Username).NotNull().When(o => o.Password is not null)
            .WithMessage($"is missing: expected the login name that belongs to {JiraOptions.Section}:{nameof(JiraOptions.Password)}.");
        RuleFor(o => o.Username).Must(n => n is null || !n.Contains(':', StringComparison.Ordinal))
            .WithMessage("holds a colon, which Basic authentication can't transmit (RFC 7617 §2): expected another account, or a token.");
        RuleFor(o => o.Password).NotNull().When(o => o.Username is not null)
            .WithMessage($"is missing: expected the password that belongs to {JiraOptions.Section}:{nameof(JiraOptions.Username)}.");
        RuleFor(o => o.PageSize).InclusiveBetween(1, 1000).WithMessage("is out of range: expected 1 to 1000.");
        RuleFor(o => o.ReplaceForbidden).Must(r => r is null || JiraName.IsAllowed(r))
            .WithMessage("is itself not allowed in Jira's names: expected one without <, >, & and control characters.");
    }
}
