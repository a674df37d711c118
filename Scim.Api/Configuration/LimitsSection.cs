using FluentValidation;
using Scim.Core.Options;
using Scim.Core.Protocol;

namespace Scim.Api.Configuration;

/// <summary>How <see cref="ScimLimits"/> comes from the configuration (<c>Scim:Limits</c>).</summary>
internal static class LimitsSection
{
    public const string Section = "Scim:Limits";

    public static ScimLimits Read(OptionsReader reader)
    {
        var otherwise = new ScimLimits();
        return new()
        {
            Requests = reader.Integer(nameof(ScimLimits.Requests), otherwise.Requests),
            RequestsPerSecond = reader.Integer(nameof(ScimLimits.RequestsPerSecond), otherwise.RequestsPerSecond),
            BodyBytes = reader.Integer(nameof(ScimLimits.BodyBytes), otherwise.BodyBytes),
            FilterLength = reader.Integer(nameof(ScimLimits.FilterLength), otherwise.FilterLength),
            FilterDepth = reader.Integer(nameof(ScimLimits.FilterDepth), otherwise.FilterDepth),
            FilterTerms = reader.Integer(nameof(ScimLimits.FilterTerms), otherwise.FilterTerms),
            PatchOperations = reader.Integer(nameof(ScimLimits.PatchOperations), otherwise.PatchOperations),
            BulkOperations = reader.Integer(nameof(ScimLimits.BulkOperations), otherwise.BulkOperations),
            PageSize = reader.Integer(nameof(ScimLimits.PageSize), otherwise.PageSize),
            CursorTimeout = reader.Duration(nameof(ScimLimits.CursorTimeout), otherwise.CursorTimeout),
        };
    }
}

internal sealed class ScimLimitsValidator : AbstractValidator<ScimLimits>
{
    public ScimLimitsValidator()
    {
        // Upper bounds: what one request may hold in memory (body), on the stack (depth) or of the store (page).
        RuleFor(o => o.Requests).InclusiveBetween(1, 100_000).WithMessage("is out of range: expected 1 to 100000.");
        RuleFor(o => o.RequestsPerSecond).InclusiveBetween(0, 100_000).WithMessage("is out of range: expected 0 (no limit) to 100000.");
        RuleFor(o => o.BodyBytes).InclusiveBetween(1024, 256 * 1024 * 1024).WithMessage("is out of range: expected 1024 to 268435456 bytes.");
        RuleFor(o => o.FilterLength).InclusiveBetween(64, 128 * 1024).WithMessage("is out of range: expected 64 to 131072 characters.");
        RuleFor(o => o.FilterDepth).InclusiveBetween(1, 256).WithMessage("is out of range: expected 1 to 256.");
        RuleFor(o => o.FilterTerms).InclusiveBetween(1, 10_000).WithMessage("is out of range: expected 1 to 10000.");
        RuleFor(o => o.PatchOperations).InclusiveBetween(1, 100_000).WithMessage("is out of range: expected 1 to 100000.");
        RuleFor(o => o.BulkOperations).InclusiveBetween(1, 10_000).WithMessage("is out of range: expected 1 to 10000.");
        RuleFor(o => o.PageSize).InclusiveBetween(1, 10_000).WithMessage("is out of range: expected 1 to 10000.");
        RuleFor(o => o.CursorTimeout).InclusiveBetween(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)).WithMessage("is out of range: expected 1s to 30d.");
    }
}
