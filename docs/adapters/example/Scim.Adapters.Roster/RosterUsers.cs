using System.Runtime.CompilerServices;
using Scim.Core.Adapters;

namespace Scim.Adapters.Roster;

internal sealed class RosterUsers(RosterFile file) : IProductUsers
{
    #region find
    public Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) =>
        file.ReadAsync(data => data.ById(lastSeen.Key.Value) is { } person ? Shown(data, person) : null, ct);

    public Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct) =>
        file.ReadAsync(data => data.ByName(name) is { } person ? Shown(data, person) : null, ct);

    /// <summary>The person as the gateway knows accounts; the id is the key, because names change.</summary>
    internal static ProductUser Shown(RosterData data, RosterPerson person) =>
        new(new(person.Id), person.Name, person.FullName, person.Mail, person.Enabled, RosterAdapter.Administers(data, person));
    #endregion

    #region create
    public Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct) => file.ChangeAsync(
        data =>
        {
            var person = new RosterPerson { Id = $"{Guid.NewGuid():N}", Name = FreeName(data, user.Name), FullName = user.DisplayName, Mail = Mail(user.Email) };
            data.People.Add(person);
            return Shown(data, person);
        },
        ct);
    #endregion

    #region update
    public Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct) => file.ChangeAsync(
        data =>
        {
            var person = data.ById(user.Key.Value) ?? throw new ProductException(new ProductFault.NotFound($"The roster has no person '{user.Name}' any more."));
            person.Name = change.Name is null || change.Name == person.Name ? person.Name : FreeName(data, change.Name, person);
            person.FullName = change.DisplayName ?? person.FullName;
            person.Mail = change.Email is null ? person.Mail : Mail(change.Email);
            person.Enabled = change.Active ?? person.Enabled;
            return Shown(data, person);
        },
        ct);
    #endregion

    public Task DeleteAsync(ProductUser user, CancellationToken ct) => file.ChangeAsync(
        data =>
        {
            data.Groups.ForEach(g => g.Members.Remove(user.Key.Value));
            return data.People.RemoveAll(p => p.Id == user.Key.Value);
        },
        ct);

    public async IAsyncEnumerable<ProductUser> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var user in await file.ReadAsync(data => data.People.ConvertAll(p => Shown(data, p)), ct))
        {
            yield return user;
        }
    }

    #region faults
    private static string FreeName(RosterData data, string name, RosterPerson? own = null) => name switch
    {
        { Length: > RosterAdapter.LongestName } =>
            throw new ProductException(new ProductFault.Invalid($"A login name has at most {RosterAdapter.LongestName} characters.", "name")),
        _ when data.ByName(name) is { } taken && taken != own => throw new ProductException(new ProductFault.AlreadyExists($"The name '{name}' is taken.")),
        _ => name,
    };

    private static string? Mail(string? mail) => mail is null || mail.Contains('@', StringComparison.Ordinal)
        ? mail
        : throw new ProductException(new ProductFault.Invalid($"'{mail}' is no e-mail address.", "email"));
    #endregion
}
