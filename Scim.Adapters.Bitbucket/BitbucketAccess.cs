using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>
/// What lets an account into Bitbucket, which has no active flag: a global permission, through groups or granted directly. Without one
/// there is no log-in, whatever the account may do in projects and repositories. The account is looked for by its id each time, because
/// what follows goes by its name.
/// </summary>
internal sealed class BitbucketAccess(BitbucketRest bitbucket, BitbucketPermissions permissions, BitbucketMembers members, BitbucketCredentials credentials)
    : IAccountAccess
{
    public async Task<AccountAccess> ReadAsync(ProductUser user, CancellationToken ct)
    {
        if (await bitbucket.FindAsync(user, ct) is not { Name: { } name } found)
        {
            return AccountAccess.None;
        }

        var granting = await permissions.GroupsAsync(ct);
        var groups = await bitbucket.GroupsOfAsync(name, ct).Where(g => granting.ContainsKey(g.Name!)).Select(g => g.Name!).ToArrayAsync(ct);
        return new([.. groups], await permissions.OfUserAsync(found, ct));
    }

    public async Task RemoveAsync(ProductUser user, AccountAccess access, CancellationToken ct)
    {
        if (access.IsNone)
        {
            return;
        }

        var found = await WritableAsync(user, access, ct);
        foreach (var group in access.Groups)
        {
            await LeaveAsync(found, group, ct);
        }

        if (access.Permission is not null)
        {
            await RevokePermissionAsync(found, ct);
        }
    }

    public async Task GiveBackAsync(ProductUser user, AccountAccess access, CancellationToken ct)
    {
        if (access.IsNone)
        {
            return;
        }

        var found = await WritableAsync(user, access, ct);
        if (!access.Groups.IsEmpty)
        {
            await JoinAsync(found, [.. access.Groups], ct);
        }

        if (access.Permission is { } permission)
        {
            await SendAsync(ProductRequest.Send(
                HttpMethod.Put, $"{Admin}/permissions/users?name={Escape(found.Name!)}&permission={Escape(permission)}", ProductEffect.Idempotent), ct);
        }
    }

    public async Task RevokeCredentialsAsync(ProductUser user, CancellationToken ct)
    {
        if (await bitbucket.FindAsync(user, ct) is { } found)
        {
            await credentials.RevokeAsync(found, ct);
        }
    }

    /// <summary>Takes the direct permission away; that there is none is success.</summary>
    public async Task RevokePermissionAsync(BitbucketUser user, CancellationToken ct)
    {
        var request = ProductRequest.Delete($"{Admin}/permissions/users?name={Escape(user.Name!)}");

        // What is answered where nothing was granted isn't documented.
        if (await bitbucket.TryAsync(request, grants: false, ct) is { } fault
            && (fault is not (ProductFault.NotFound or ProductFault.Invalid) || await permissions.OfUserAsync(user, ct) is not null))
        {
            throw new ProductException(fault);
        }
    }

    private async Task<BitbucketUser> WritableAsync(ProductUser user, AccountAccess access, CancellationToken ct)
    {
        var found = await bitbucket.FindAsync(user, ct) ?? throw BitbucketUsers.Gone(user);
        return found.MutableGroups == false && !access.Groups.IsEmpty
            ? throw BitbucketUsers.ReadOnly(found, "its groups are changed there")
            : found;
    }

    private async Task LeaveAsync(BitbucketUser user, string group, CancellationToken ct)
    {
        IReadOnlyList<MemberFailure> failures;
        try
        {
            failures = await members.RemoveAsync(new(new(group), group), [new(new(Identity(user)), user.Name!)], ct);
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // The group is gone and grants nothing any more.
            return;
        }

        if (failures is [var failure])
        {
            throw new ProductException(failure.Fault);
        }
    }

    /// <summary>One call for all groups; one that is gone meanwhile spoils it for the others, so they are sent again without it.</summary>
    private async Task JoinAsync(BitbucketUser user, string[] groups, CancellationToken ct)
    {
        if (await bitbucket.TryAsync(Joining(user, groups), grants: true, ct) is not { } fault)
        {
            return;
        }

        if (fault is not ProductFault.NotFound)
        {
            throw new ProductException(fault);
        }

        var left = new List<string>();
        foreach (var group in groups)
        {
            if (await bitbucket.GroupByNameAsync(group, ct) is not null)
            {
                left.Add(group);
            }
        }

        if (left.Count == groups.Length)
        {
            throw new ProductException(fault);
        }

        if (left.Count > 0)
        {
            await SendAsync(Joining(user, [.. left]), ct);
        }
    }

    private static ProductRequest Joining(BitbucketUser user, string[] groups) => ProductRequest.Send(
        HttpMethod.Post, $"{Admin}/users/add-groups", ProductEffect.Idempotent, new(user.Name!, groups), BitbucketJson.Default.BitbucketNewGroups);

    private async Task SendAsync(ProductRequest request, CancellationToken ct)
    {
        if (await bitbucket.TryAsync(request, grants: true, ct) is { } fault)
        {
            throw new ProductException(fault);
        }
    }
}
