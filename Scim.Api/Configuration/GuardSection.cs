using FluentValidation;
using Scim.Core.Options;
using Scim.Core.Provisioning;

namespace Scim.Api.Configuration;

/// <summary>How <see cref="GuardPolicy"/> comes from the configuration (<c>Scim:Guard</c>).</summary>
internal static class GuardSection
{
    public const string Section = "Scim:Guard";

    public static GuardPolicy Read(OptionsReader reader)
    {
        var otherwise = new GuardPolicy();
        return new()
        {
            MaxDeactivations = reader.Integer(nameof(GuardPolicy.MaxDeactivations), otherwise.MaxDeactivations),
            Window = reader.Duration(nameof(GuardPolicy.Window), otherwise.Window),
        };
    }
}

internal sealed class GuardPolicyValidator : AbstractValidator<GuardPolicy>
{
    public GuardPolicyValidator()
    {
        // Each that counts is remembered by its id, in one setting of the store.
        RuleFor(o => o.MaxDeactivations).InclusiveBetween(0, 10_000).WithMessage("is out of range: expected 0 (no guard) to 10000.");
        RuleFor(o => o.Window).InclusiveBetween(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)).WithMessage("is out of range: expected 1m to 31d.");
    }
}
