using FluentValidation;
using Scim.Core.Options;

namespace Scim.Core.Adapters.Http;

/// <summary>How patient the gateway is with the product (configuration <c>Scim:Product</c>).</summary>
public sealed class ProductOptions
{
    public const string Section = "Scim:Product";

    /// <summary>One attempt of one call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>One call with all its attempts and the waits between them.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>Calls under way at the same time.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How long a login name read from the product is trusted in a membership call; zero: never.</summary>
    public TimeSpan ConfirmNames { get; set; } = TimeSpan.FromMinutes(10);

    public static ProductOptions Read(OptionsReader reader)
    {
        var otherwise = new ProductOptions();
        return new()
        {
            Timeout = reader.Duration(nameof(Timeout), otherwise.Timeout),
            TotalTimeout = reader.Duration(nameof(TotalTimeout), otherwise.TotalTimeout),
            Retries = reader.Integer(nameof(Retries), otherwise.Retries),
            Concurrency = reader.Integer(nameof(Concurrency), otherwise.Concurrency),
            ConfirmNames = reader.Duration(nameof(ConfirmNames), otherwise.ConfirmNames),
        };
    }
}

internal sealed class ProductOptionsValidator : AbstractValidator<ProductOptions>
{
    public ProductOptionsValidator()
    {
        RuleFor(o => o.Timeout).InclusiveBetween(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
            .WithMessage("is out of range: expected 100ms to 10m.");
        RuleFor(o => o.TotalTimeout).GreaterThanOrEqualTo(o => o.Timeout)
            .WithMessage($"is shorter than {ProductOptions.Section}:{nameof(ProductOptions.Timeout)}: expected at least that.");
        RuleFor(o => o.Retries).InclusiveBetween(0, 20).WithMessage("is out of range: expected 0 to 20.");
        RuleFor(o => o.Concurrency).InclusiveBetween(1, 64).WithMessage("is out of range: expected 1 to 64.");
    }
}
