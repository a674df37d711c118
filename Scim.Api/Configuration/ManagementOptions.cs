using System.Collections.Immutable;
using FluentValidation;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>An address for operators alone (configuration <c>Scim:Management</c>).</summary>
internal sealed class ManagementOptions
{
    public const string Section = "Scim:Management";

    /// <summary>
    /// Addresses of their own for <c>/health</c> with its details and <c>/metrics</c> without a token, separated by semicolons; null: none.
    /// Nothing but a network keeps others from them.
    /// </summary>
    public string? Urls { get; set; }

    /// <summary><see cref="Urls"/>, one by one.</summary>
    public ImmutableArray<string> Addresses => [.. (Urls ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public static ManagementOptions Read(OptionsReader reader) => new() { Urls = reader.Text(nameof(Urls)) };
}

internal sealed class ManagementOptionsValidator : AbstractValidator<ManagementOptions>
{
    public ManagementOptionsValidator() => RuleFor(o => o.Urls).Must((options, _) => options.Addresses.All(HasPort))
        .WithMessage("is no list of addresses to listen at: expected such as http://127.0.0.1:9090, each with a port that nothing else uses, with semicolons between them.");

    private static bool HasPort(string url) =>
        (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && int.TryParse(url.TrimEnd('/').Split(':')[^1], out var port) && port is >= 0 and <= 65535;
}
