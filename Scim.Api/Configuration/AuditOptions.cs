using FluentValidation;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>What the audit log keeps, and how long (configuration <c>Scim:Audit</c>).</summary>
internal sealed class AuditOptions
{
    public const string Section = "Scim:Audit";

    /// <summary>How long entries of changes, tests and failures stay.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long entries of successful reads stay.</summary>
    public TimeSpan ReadRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether the values of attributes are kept, or only which attributes changed.</summary>
    public bool Values { get; set; } = true;

    public static AuditOptions Read(OptionsReader reader)
    {
        var otherwise = new AuditOptions();
        return new()
        {
            Retention = reader.Duration(nameof(Retention), otherwise.Retention),
            ReadRetention = reader.Duration(nameof(ReadRetention), otherwise.ReadRetention),
            Values = reader.Boolean(nameof(Values), otherwise.Values),
        };
    }
}

internal sealed class AuditOptionsValidator : AbstractValidator<AuditOptions>
{
    public AuditOptionsValidator()
    {
        RuleFor(o => o.Retention).GreaterThanOrEqualTo(TimeSpan.FromHours(1)).WithMessage("is too short: expected at least 1h.");
        RuleFor(o => o.ReadRetention).GreaterThanOrEqualTo(TimeSpan.FromMinutes(1)).WithMessage("is too short: expected at least 1m.");
    }
}
