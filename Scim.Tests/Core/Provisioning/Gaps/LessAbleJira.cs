using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;

namespace Scim.Tests.Core.Provisioning.Gaps;

/// <summary>
/// Jira, as if it couldn't do some things: what the gateway does instead is the same for every product, and is seen here without the
/// other oddities that a less able product has.
/// </summary>
internal sealed class LessAbleJira(IProductAdapter jira, Func<JiraSandbox> sandbox, ProductCapabilities lacks, bool hasAccess) : IProductAdapter, IProductUsers, IAccountAccess
{
    /// <summary>Puts it in Jira's place.</summary>
    public static void Replace(IServiceCollection services, Func<JiraSandbox> sandbox, ProductCapabilities lacks, bool hasAccess)
    {
        var shipped = services.Single(s => s.ServiceType == typeof(IProductAdapter)).ImplementationFactory!;
        services.AddSingleton<IProductAdapter>(provider => new LessAbleJira((IProductAdapter)shipped(provider), sandbox, lacks, hasAccess));
    }

    /// <summary>Direct permissions by login name.</summary>
    public ConcurrentDictionary<string, string> Permissions { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts whose tokens and keys were revoked.</summary>
    public ConcurrentBag<string> Revoked { get; } = [];

    public ProductDescriptor Descriptor => jira.Descriptor with
    {
        Capabilities = hasAccess ? (jira.Descriptor.Capabilities & ~lacks) | ProductCapabilities.RemoveAccess : jira.Descriptor.Capabilities & ~lacks,
    };

    public IProductUsers Users => this;

    public IProductGroups Groups => jira.Groups;

    public IAccountAccess? Access => hasAccess ? this : null;

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => jira.ProbeAsync(ct);

    public Task<ProductSite> ReadSiteAsync(CancellationToken ct) => jira.ReadSiteAsync(ct);

    public Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) => jira.Users.FindAsync(lastSeen, ct);

    public Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct) => jira.Users.FindByNameAsync(name, ct);

    public Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct) => jira.Users.CreateAsync(user, ct);

    public Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct)
    {
        Refuse(change.Active is not null, ProductCapabilities.DeactivateUser);
        Refuse(change.Name is not null, ProductCapabilities.RenameUser);
        Refuse(change.DisplayName is not null || change.Email is not null, ProductCapabilities.UpdateUser);
        return jira.Users.UpdateAsync(user, change, ct);
    }

    public Task DeleteAsync(ProductUser user, CancellationToken ct)
    {
        Refuse(true, ProductCapabilities.DeleteUser);
        return jira.Users.DeleteAsync(user, ct);
    }

    public IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct) => jira.Users.ListAsync(ct);

    public async Task<AccountAccess> ReadAsync(ProductUser user, CancellationToken ct)
    {
        var granting = (await jira.ReadSiteAsync(ct)).LicenceGroups;
        var groups = sandbox().Read().Groups.Where(g => granting.Contains(g.Name) && g.Members.Contains(user.Name)).Select(g => g.Name);
        return new([.. groups], Permissions.GetValueOrDefault(user.Name));
    }

    public async Task RemoveAsync(ProductUser user, AccountAccess access, CancellationToken ct)
    {
        foreach (var group in access.Groups)
        {
            await jira.Groups.RemoveMembersAsync(Named(group), [new(user.Key, user.Name)], ct);
        }

        Permissions.TryRemove(user.Name, out _);
    }

    public async Task GiveBackAsync(ProductUser user, AccountAccess access, CancellationToken ct)
    {
        foreach (var group in access.Groups)
        {
            await jira.Groups.AddMembersAsync(Named(group), [new(user.Key, user.Name)], ct);
        }

        if (access.Permission is { } permission)
        {
            Permissions[user.Name] = permission;
        }
    }

    public Task RevokeCredentialsAsync(ProductUser user, CancellationToken ct)
    {
        Revoked.Add(user.Name);
        return Task.CompletedTask;
    }

    private static ProductGroup Named(string name) => new(new(name), name);

    private void Refuse(bool isAsked, ProductCapabilities capability)
    {
        if (isAsked && !Descriptor.Can(capability))
        {
            throw new InvalidOperationException($"{capability} isn't declared and must never be called.");
        }
    }
}
