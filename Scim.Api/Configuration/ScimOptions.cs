using FluentValidation;
using Scim.Core.Dialects;
using Scim.Core.Options;
using Scim.Core.Provisioning;

namespace Scim.Api.Configuration;

/// <summary>The gateway as a whole (configuration <c>Scim</c>).</summary>
internal sealed class ScimOptions
{
    public const string Section = "Scim";

    /// <summary>The product's adapter by name.</summary>
    public string? Adapter { get; set; }

    /// <summary>Folders of further adapters, each with one adapter and all that it needs, or with such folders in it.</summary>
    public IReadOnlyList<string> AdapterPath { get; set; } = [];

    /// <summary>Where clients reach the gateway, with or without <c>/scim/v2</c>; null: as the request says.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where reads of a single user come from.</summary>
    public Reads Reads { get; set; }

    /// <summary>The client's dialect, where its token names none; <c>auto</c>: as the request gives its client away.</summary>
    public string Dialect { get; set; } = "auto";

    /// <summary>Whether an unknown attribute in POST and PUT is refused, or passed over and named in the audit entry.</summary>
    public bool StrictSchema { get; set; }

    /// <summary>Addresses to listen at, separated by semicolons; null: <c>--urls</c>, <c>ASPNETCORE_URLS</c>, then the default.</summary>
    public string? Urls { get; set; }

    public static ScimOptions Read(OptionsReader reader)
    {
        var otherwise = new ScimOptions();
        return new()
        {
            Adapter = reader.Text(nameof(Adapter)),
            AdapterPath = reader.List(nameof(AdapterPath)) ?? otherwise.AdapterPath,
            PublicUrl = reader.Address(nameof(PublicUrl)),
            Reads = reader.Choice(nameof(Reads), otherwise.Reads),
            Dialect = reader.Text(nameof(Dialect), otherwise.Dialect),
            StrictSchema = reader.Boolean(nameof(StrictSchema), otherwise.StrictSchema),
            Urls = reader.Text(nameof(Urls)),
        };
    }
}

internal sealed class ScimOptionsValidator : AbstractValidator<ScimOptions>
{
    public ScimOptionsValidator()
    {
        RuleFor(o => o.Dialect).Must(name => ClientDialect.Find(name) is not null)
            .WithMessage($"is no dialect: expected one of {string.Join(", ", ClientDialect.Names.Order(StringComparer.Ordinal))}.");
        RuleFor(o => o.PublicUrl).Must(url => url is null or { Query: "", Fragment: "", UserInfo: "" })
            .WithMessage("holds more than an address: expected one such as https://scim.example.com, without user, query and fragment.");
        RuleFor(o => o.Urls).Must(urls => urls is null || Listens(urls))
            .WithMessage("is no list of addresses to listen at: expected such as http://localhost:5000 or https://*:8443, with semicolons between them.");
    }

    private static bool Listens(string urls) => urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(url =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
}
