using System.Runtime.CompilerServices;
using Scim.Core.Adapters;

namespace Scim.Adapters.Roster;

internal sealed class RosterGroups(RosterFile file) : IProductGroups
{
    public Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct) =>
        file.ReadAsync(data => data.GroupByName(name) is { } group ? Shown(group) : null, ct);

    public Task<ProductGroup> CreateAsync(string name, CancellationToken ct) => file.ChangeAsync(
        data =>
        {
            var group = new RosterGroup { Id = $"{Guid.NewGuid():N}", Name = FreeName(data, name) };
            data.Groups.Add(group);
            return Shown(group);
        },
        ct);

    public Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct) => file.ChangeAsync(
        data =>
        {
            var found = Known(data, group);
            found.Name = FreeName(data, name, found);
            return Shown(found);
        },
        ct);

    public Task DeleteAsync(ProductGroup group, CancellationToken ct) => file.ChangeAsync(data => data.Groups.RemoveAll(g => g.Id == group.Key.Value), ct);

    #region members
    public Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        ChangeMembersAsync(group, members, (found, ids) => found.Members = [.. found.Members.Union(ids)], ct);

    public Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        ChangeMembersAsync(group, members, (found, ids) => found.Members = [.. found.Members.Except(ids)], ct);

    /// <summary>One turn for all of them; whoever isn't there is told, and the others are done.</summary>
    private async Task<IReadOnlyList<MemberFailure>> ChangeMembersAsync(
        ProductGroup group, IReadOnlyList<MemberRef> members, Action<RosterGroup, IEnumerable<string>> change, CancellationToken ct)
    {
        return members.Count == 0 ? [] : await file.ChangeAsync(
            data =>
            {
                var gone = members.Where(m => data.ById(m.Key.Value) is null).ToArray();
                change(Known(data, group), members.Except(gone).Select(m => m.Key.Value));
                return Array.ConvertAll(gone, m => new MemberFailure(m, new ProductFault.NotFound($"The roster has no person '{m.Name}' any more.")));
            },
            ct);
    }
    #endregion

    public async IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, [EnumeratorCancellation] CancellationToken ct)
    {
        var members = await file.ReadAsync(
            data => Known(data, group).Members.Select(data.ById).OfType<RosterPerson>().Select(p => RosterUsers.Shown(data, p)).ToArray(), ct);
        foreach (var member in members)
        {
            yield return member;
        }
    }

    public async IAsyncEnumerable<ProductGroup> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var group in await file.ReadAsync(data => data.Groups.ConvertAll(Shown), ct))
        {
            yield return group;
        }
    }

    private static ProductGroup Shown(RosterGroup group) => new(new(group.Id), group.Name);

    private static RosterGroup Known(RosterData data, ProductGroup group) =>
        data.GroupById(group.Key.Value) ?? throw new ProductException(new ProductFault.NotFound($"The roster has no group '{group.Name}' any more."));

    private static string FreeName(RosterData data, string name, RosterGroup? own = null) => data.GroupByName(name) is { } taken && taken != own
        ? throw new ProductException(new ProductFault.AlreadyExists($"The name '{name}' is taken."))
        : name;
}
