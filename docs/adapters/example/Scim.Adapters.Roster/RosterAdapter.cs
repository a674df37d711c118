using Scim.Core.Adapters;

namespace Scim.Adapters.Roster;

/// <summary>A roster: people and groups in a JSON file.</summary>
internal sealed class RosterAdapter(RosterFile file, RosterOptions options) : IProductAdapter
{
    public const string Name = "roster";

    public const int LongestName = 100;

    private const string Administrators = "administrators";

    #region descriptor
    public ProductDescriptor Descriptor { get; } = new(
        Name,
        "Roster",
        ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeactivateUser | ProductCapabilities.DeleteUser
            | ProductCapabilities.ListUsers | ProductCapabilities.RenameGroup | ProductCapabilities.ListGroups,
        ProtectedUsers: [],
        ProtectedGroups: [Administrators])
    {
        MembersPerAddition = 1000,
        MembersPerRemoval = 1000,
        UserNames = new() { Longest = LongestName },
    };
    #endregion

    public IProductUsers Users { get; } = new RosterUsers(file);

    public IProductGroups Groups { get; } = new RosterGroups(file);

    #region site
    public Task<ProductSite> ReadSiteAsync(CancellationToken ct) => file.ReadAsync(
        data => data.ByName(options.Owner) is { } owner
            ? new ProductSite(RosterUsers.Shown(data, owner), [Administrators], LicenceGroups: [])
            : throw new ProductException(new ProductFault.Forbidden($"The roster has no person '{options.Owner}': set {RosterOptions.Section}:{nameof(RosterOptions.Owner)} to one it has.")),
        ct);
    #endregion

    #region probe
    public async Task<ProbeReport> ProbeAsync(CancellationToken ct)
    {
        try
        {
            var (version, hasOwner) = await file.ReadAsync(data => (data.Version, data.ByName(options.Owner) is not null), ct);
            await file.ChangeAsync(data => data, ct);
            return new($"Roster {version}",
            [
                new("reachable", ProbeVerdict.Fine, $"{options.File} can be read."),
                version == 1
                    ? new("version", ProbeVerdict.Fine, "Its form is 1.")
                    : new("version", ProbeVerdict.Failed, $"Its form is {version}; this adapter knows 1: set \"version\" in it, or install another adapter."),
                hasOwner
                    ? new("credentials", ProbeVerdict.Fine, $"The gateway works as '{options.Owner}'.")
                    : new("credentials", ProbeVerdict.Failed, $"It has no person '{options.Owner}': set {RosterOptions.Section}:{nameof(RosterOptions.Owner)} to one it has."),
                new("permissions", ProbeVerdict.Fine, "It can be written."),
            ]);
        }
        catch (ProductException e)
        {
            return new(null, [new(e.Fault is ProductFault.Forbidden ? "permissions" : "reachable", ProbeVerdict.Failed, e.Fault.Message)]);
        }
    }
    #endregion

    /// <summary>Whether the person can change the roster itself: then a change through the gateway could lock everybody out.</summary>
    public static bool Administers(RosterData data, RosterPerson person) => data.GroupByName(Administrators)?.Members.Contains(person.Id) == true;
}
