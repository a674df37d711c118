using FluentValidation;
using Scim.Core.Options;

namespace Scim.Adapters.Roster;

#region options
/// <summary>Where the roster is (configuration <c>Scim:Roster</c>).</summary>
public sealed class RosterOptions
{
    public const string Section = "Scim:Roster";

    /// <summary>The JSON file.</summary>
    public string? File { get; set; }

    /// <summary>The login name of whoever the gateway works as; that account is left alone.</summary>
    public string Owner { get; set; } = "owner";

    public static RosterOptions Read(OptionsReader reader)
    {
        var otherwise = new RosterOptions();
        return new() { File = reader.Text(nameof(File)), Owner = reader.Text(nameof(Owner), otherwise.Owner) };
    }
}

internal sealed class RosterOptionsValidator : AbstractValidator<RosterOptions>
{
    public RosterOptionsValidator() =>
        RuleFor(o => o.File).NotNull().WithMessage("is missing: expected the JSON file that the roster is kept in, e.g. /srv/roster.json.");
}
#endregion
