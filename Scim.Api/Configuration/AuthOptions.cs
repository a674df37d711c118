using System.Collections.Immutable;
using System.Net;
using FluentValidation;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>Who may call (configuration <c>Scim:Auth</c>).</summary>
internal sealed class AuthOptions
{
    public const string Section = "Scim:Auth";

    /// <summary>Fewest characters of <see cref="BootstrapToken"/>.</summary>
    public const int ShortestBootstrapToken = 32;

    /// <summary>A bearer token with scope admin that is accepted besides the stored ones, for the first start and for infrastructure as code.</summary>
    public Secret? BootstrapToken { get; set; }

    /// <summary>Networks that <c>/scim</c> may be called from; empty: any.</summary>
    public ImmutableArray<IPNetwork> AllowedNetworks { get; set; } = [];

    public static AuthOptions Read(OptionsReader reader) => new()
    {
        BootstrapToken = reader.Secret(nameof(BootstrapToken)),
        AllowedNetworks = Networks.Read(reader, nameof(AllowedNetworks)),
    };
}

internal sealed class AuthOptionsValidator : AbstractValidator<AuthOptions>
{
    public AuthOptionsValidator()
    {
        RuleFor(o => o.BootstrapToken).Must(token => token is null || token.Reveal().Length >= AuthOptions.ShortestBootstrapToken)
            .WithMessage($"is too short: expected at least {AuthOptions.ShortestBootstrapToken} characters that nobody can guess.");
        RuleFor(o => o.BootstrapToken).Must(token => token is null || token.Reveal().All(c => c is > ' ' and < (char)127))
            .WithMessage("holds a space or a character that no HTTP header can carry: expected visible ASCII characters.");
    }
}
