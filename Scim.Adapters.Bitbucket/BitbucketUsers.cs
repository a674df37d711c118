using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;
using static Scim.Adapters.Bitbucket.BitbucketRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>
/// Bitbucket's users. An account is its <c>id</c>, which survives renames and which no call takes: everything goes by the login name, so
/// before each change the account is read and its id compared, lest a name that has passed to somebody else change the wrong one.
/// </summary>
internal sealed class BitbucketUsers(
    BitbucketRest bitbucket, BitbucketPermissions permissions, BitbucketAccess access, BitbucketCredentials credentials, BitbucketOptions options) : IProductUsers
{
    public async Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) =>
        await bitbucket.FindAsync(lastSeen, ct) is { } user ? Read(user) : null;

    public async Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct) =>
        await bitbucket.UserByNameAsync(name, ct) is { } user ? Read(user) with { Administers = await AdministersAsync(user, ct) } : null;

    /// <summary>
    /// All in the query, the password too, which Bitbucket demands and nobody ever learns; the answer is empty. Without the default group,
    /// which would take a seat: access comes from groups.
    /// </summary>
    public async Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct)
    {
        var path = $"{Admin}/users?name={Escape(user.Name)}&displayName={Escape(user.DisplayName)}&emailAddress={Escape(user.Email ?? "")}"
            + "&addToDefaultGroup=false&notify=false";
        var request = ProductRequest.Send(HttpMethod.Post, path, ProductEffect.Once) with { SecretQuery = new Secret($"password={Escape(ThrowAwayPassword.Make())}") };
        var answer = await bitbucket.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return await bitbucket.UserByNameAsync(user.Name, ct) is { } made
                ? Read(made)
                : throw new ProductException(new ProductFault.Ambiguous("Bitbucket says that it has made the account, but doesn't show it."));
        }

        throw new ProductException(answer.Status == HttpStatusCode.Conflict && await bitbucket.UserByNameAsync(user.Name, ct) is null
            ? new ProductFault.Invalid($"{bitbucket.Http.Said(answer)} No person has the login name '{user.Name}': a service or a directory that Bitbucket can't write to may.")
            : await bitbucket.RefusalAsync(request, answer, grants: false, ct));
    }

    public async Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct)
    {
        if (change.Active is not null)
        {
            throw new ProductException(new ProductFault.Unsupported("Bitbucket has no active flag that REST could set."));
        }

        var present = await bitbucket.FindAsync(user, ct) ?? throw Gone(user);
        var isRenamed = change.Name is not null && change.Name != present.Name;
        var wanted = new BitbucketUserUpdate(
            change.Name ?? present.Name!, change.DisplayName ?? present.DisplayName, change.Email ?? present.EmailAddress);
        var isUpdated = wanted.DisplayName != present.DisplayName || wanted.Email != present.EmailAddress;
        if ((isRenamed || isUpdated) && present.MutableDetails == false)
        {
            throw ReadOnly(present, "its names and address are changed there");
        }

        present = isRenamed ? await RenameAsync(present, change.Name!, ct) : present;
        return Read(isUpdated ? await UpdateAsync(present, wanted with { Name = present.Name! }, ct) : present);
    }

    /// <summary>
    /// What Bitbucket keeps of a deleted account for seven days is taken away first: made again under its name, an account would get its
    /// permissions, tokens and keys back.
    /// </summary>
    public async Task DeleteAsync(ProductUser user, CancellationToken ct)
    {
        if (await bitbucket.FindAsync(user, ct) is not { } present)
        {
            return;
        }

        if (present.Deletable == false)
        {
            throw ReadOnly(present, "it is deleted there");
        }

        await access.RevokePermissionAsync(present, ct);
        await credentials.RevokeAsync(present, ct);
        var request = ProductRequest.Delete($"{Admin}/users?name={Escape(present.Name!)}");
        if (await bitbucket.TryAsync(request, grants: false, ct) is { } fault and not ProductFault.NotFound)
        {
            throw new ProductException(fault);
        }
    }

    public IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct) => bitbucket.UsersAsync("", options.PageSize, ct).Select(Read);

    public static ProductException Gone(ProductUser user) => new(new ProductFault.NotFound($"Bitbucket has no account with the id {user.Key} any more."));

    public static ProductException ReadOnly(BitbucketUser user, string remedy) => new(new ProductFault.Invalid(
        $"'{user.Name}' belongs to the directory '{user.DirectoryName}', which Bitbucket doesn't write to: {remedy}."));

    /// <summary>Through a group, or by itself.</summary>
    private async Task<bool> AdministersAsync(BitbucketUser user, CancellationToken ct)
    {
        var granting = await permissions.GroupsAsync(ct);
        return await bitbucket.GroupsOfAsync(user.Name!, ct).AnyAsync(g => BitbucketPermissions.Administers(granting.GetValueOrDefault(g.Name!)), ct)
            || BitbucketPermissions.Administers(await permissions.OfUserAsync(user, ct));
    }

    private async Task<BitbucketUser> RenameAsync(BitbucketUser user, string name, CancellationToken ct)
    {
        var body = new BitbucketRenaming(user.Name!, name);
        var request = ProductRequest.Send(
            HttpMethod.Post, $"{Admin}/users/rename", ProductEffect.Idempotent, body, BitbucketJson.Default.BitbucketRenaming);
        var answer = await bitbucket.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess && answer.Read(BitbucketJson.Default.BitbucketUser) is { Id: not null, Name: not null } renamed)
        {
            return renamed;
        }

        // A repeated attempt misses the old name because the first one was done; the complaint about a taken name isn't documented.
        var holder = await bitbucket.UserByNameAsync(name, ct);
        if (holder?.Id == user.Id && holder?.Name == name)
        {
            return holder;
        }

        throw new ProductException(holder is not null && holder.Id != user.Id
            ? new ProductFault.AlreadyExists($"Bitbucket already has an account with the login name '{holder.Name}'.")
            : await bitbucket.RefusalAsync(request, answer, grants: false, ct));
    }

    private async Task<BitbucketUser> UpdateAsync(BitbucketUser user, BitbucketUserUpdate wanted, CancellationToken ct)
    {
        var request = ProductRequest.Send(
            HttpMethod.Put, $"{Admin}/users", ProductEffect.Idempotent, wanted, BitbucketJson.Default.BitbucketUserUpdate);
        var answer = await bitbucket.Http.ExchangeAsync(request, ct);
        if (!answer.IsSuccess)
        {
            throw new ProductException(await bitbucket.RefusalAsync(request, answer, grants: false, ct));
        }

        return answer.Read(BitbucketJson.Default.BitbucketUser) is { Id: not null, Name: not null } updated
            ? updated
            : await bitbucket.UserByNameAsync(wanted.Name, ct) ?? throw Gone(Read(user));
    }
}
