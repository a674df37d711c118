using System.Linq.Expressions;
using FluentValidation;
using Scim.Core.Options;

namespace Scim.Core.Adapters.Http;

/// <summary>Where a product is and how the gateway logs in: what the options of every adapter begin with.</summary>
public abstract class ProductConnection
{
    /// <summary>The address people open the product at, with its context path if it has one.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>An administrator's login name, with <see cref="Password"/>.</summary>
    public string? Username { get; set; }

    /// <summary>The password that belongs to <see cref="Username"/>.</summary>
    public Secret? Password { get; set; }

    /// <summary>What stands for a character that the product's names can't hold; null: such a name is refused.</summary>
    public string? ReplaceForbidden { get; set; }

    /// <summary>The token that is sent instead of name and password, or null.</summary>
    protected abstract Secret? Bearer { get; }

    /// <summary>What the adapter's HTTP client needs.</summary>
    public ProductAccess Access() => Bearer is { } token
        ? ProductAccess.Bearer(BaseUrl!, token)
        : ProductAccess.Basic(BaseUrl!, Username!, Password!);

    /// <summary>Reads what is declared here.</summary>
    protected void ReadConnection(OptionsReader reader)
    {
        BaseUrl = reader.Address(nameof(BaseUrl));
        Username = reader.Text(nameof(Username));
        Password = reader.Secret(nameof(Password));
        ReplaceForbidden = reader.Text(nameof(ReplaceForbidden));
    }
}

/// <summary>The rules of every connection; an adapter adds its own.</summary>
public abstract class ProductConnectionValidator<T> : AbstractValidator<T>
    where T : ProductConnection
{
    private readonly string _section;

    /// <param name="product">The product's name for people: <c>Jira</c>.</param>
    /// <param name="section">The section of the options: <c>Scim:Jira</c>.</param>
    /// <param name="names">What the product's login names can be.</param>
    protected ProductConnectionValidator(string product, string section, NameRules names)
    {
        _section = section;
        RuleFor(o => o.BaseUrl).NotNull()
            .WithMessage($"is missing: expected the address people open {product} at, e.g. https://{product.ToLowerInvariant()}.example.com.");
        RuleFor(o => o.BaseUrl).Must(u => u is not { UserInfo.Length: > 0 } and not { Query.Length: > 0 } and not { Fragment.Length: > 0 })
            .WithMessage("holds more than an address: expected no user, query or fragment in it.");
        RuleFor(o => o.Username).NotNull().When(o => o.Password is not null)
            .WithMessage($"is missing: expected the login name that belongs to {Key(nameof(ProductConnection.Password))}.");
        RuleFor(o => o.Username).Must(n => n is null || !n.Contains(':', StringComparison.Ordinal))
            .WithMessage("holds a colon, which Basic authentication can't transmit (RFC 7617 §2): expected another account, or a token.");
        RuleFor(o => o.Password).NotNull().When(o => o.Username is not null)
            .WithMessage($"is missing: expected the password that belongs to {Key(nameof(ProductConnection.Username))}.");
        RuleFor(o => o.ReplaceForbidden).Must(r => r is null || r.All(names.Allows))
            .WithMessage($"is itself not allowed in {product}'s names: expected one without {Shown(names)}.");
    }

    /// <summary>One of the two ways to log in, and not both.</summary>
    /// <param name="token">The option that holds the token.</param>
    /// <param name="expected">What it is: <c>a personal access token of a Jira administrator</c>.</param>
    protected void TokenOrPassword(Expression<Func<T, Secret?>> token, string expected)
    {
        RuleFor(token).NotNull().When(o => o.Username is null && o.Password is null)
            .WithMessage($"is missing: expected {expected}, or {Key(nameof(ProductConnection.Username))} and {Key(nameof(ProductConnection.Password))}.");
        RuleFor(token).Null().When(o => o.Username is not null || o.Password is not null)
            .WithMessage($"is given besides {Key(nameof(ProductConnection.Username))} or {nameof(ProductConnection.Password)}: leave one of the two out.");
    }

    private string Key(string name) => $"{_section}:{name}";

    private static string Shown(NameRules names) =>
        string.Join(", ", names.Forbidden.Select(c => c.ToString()).Append(names.ForbidsWhiteSpace ? "white space" : null).OfType<string>()) is { Length: > 0 } list
            ? $"{list} and control characters"
            : "control characters";
}
