using FluentValidation;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>Tokens that Microsoft Entra ID itself issues, where its form has no secret token (configuration <c>Scim:Auth:Entra</c>).</summary>
internal sealed class EntraTokenOptions
{
    public const string Section = "Scim:Auth:Entra";

    /// <summary>Also accept tokens that this tenant issues to Entra's provisioning service, with scope provision: the tenant's id, a GUID. Unset: none.</summary>
    public string? TenantId { get; set; }

    /// <summary>Whom the tokens must be for; the default is what every non-gallery application gets.</summary>
    public string Audience { get; set; } = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

    /// <summary>To whom the tokens must have been issued; the default is Entra's provisioning service. Any application of the tenant may get one for <see cref="Audience"/>.</summary>
    public string Client { get; set; } = "00000014-0000-0000-c000-000000000000";

    /// <summary>Where the tenant's signing keys are told; unset: at <c>login.microsoftonline.com</c>.</summary>
    public Uri? MetadataAddress { get; set; }

    public static EntraTokenOptions Read(OptionsReader reader)
    {
        var otherwise = new EntraTokenOptions();
        return new()
        {
            TenantId = reader.Text(nameof(TenantId)),
            Audience = reader.Text(nameof(Audience), otherwise.Audience),
            Client = reader.Text(nameof(Client), otherwise.Client),
            MetadataAddress = reader.Address(nameof(MetadataAddress)),
        };
    }
}

internal sealed class EntraTokenOptionsValidator : AbstractValidator<EntraTokenOptions>
{
    public EntraTokenOptionsValidator()
    {
        RuleFor(o => o.TenantId).Must(id => id is null || Guid.TryParseExact(id, "D", out _))
            .WithMessage("is no tenant id: expected the GUID that Entra's overview page shows, such as 11111111-2222-3333-4444-555555555555.");
        RuleFor(o => o.MetadataAddress).Must(address => address is null || address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            .WithMessage("isn't reached by https, so anybody in between could give other keys: expected an https address.");
    }
}
