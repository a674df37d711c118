using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>From what an account was last seen as to what it should be: the least number of steps. Pure.</summary>
internal static class UserPlanner
{
    /// <summary>A new account: one call, one more for each default group, one more if it isn't to be active.</summary>
    public static ImmutableArray<Step> Create(WantedUser wanted, UserPolicy policy, ProductDescriptor product)
    {
        var create = new Step.CreateUser(new(wanted.Name, wanted.DisplayName, wanted.Email));
        return (wanted.Active, product.Can(ProductCapabilities.DeactivateUser)) switch
        {
            (false, true) => [create, .. Join(policy), new Step.UpdateUser(new(Active: false))],

            // What lets it in is not even given: the default groups are remembered until it is activated.
            (false, false) when product.Can(ProductCapabilities.RemoveAccess) => [create],
            _ => [create, .. Join(policy)],
        };
    }

    /// <summary>What is remembered of an account that was made without access.</summary>
    public static AccountAccess? WithheldAtCreation(WantedUser wanted, UserPolicy policy, ProductDescriptor product) =>
        wanted.Active || product.Can(ProductCapabilities.DeactivateUser) || !product.Can(ProductCapabilities.RemoveAccess)
            ? null
            : new(policy.DefaultGroups);

    /// <summary>An account that becomes ours: what differs from what the product shows, and the default groups.</summary>
    /// <param name="access">What the account's access is, where the product has no active flag and the account is to lose it.</param>
    public static ImmutableArray<Step> Adopt(
        WantedUser wanted, ProductLink link, UserPolicy policy, ProductDescriptor product, AccountAccess? access)
    {
        // An address that the product doesn't tell gives way to one that the client sent, never to one that was made up.
        var shown = new WantedUser(link.Name, link.DisplayName ?? link.Name, wanted.FallbackEmail ?? link.Email, link.LetsIn, null);
        var steps = Update(shown, wanted, link, Everything, product, access);
        return steps.Any(s => s is Step.RemoveAccess) ? steps : [.. steps, .. Join(policy)];
    }

    /// <summary>The default groups of an account that was made or becomes ours.</summary>
    public static IEnumerable<Step> Join(UserPolicy policy) => policy.DefaultGroups.Select(group => new Step.JoinGroup(group));

    /// <summary>
    /// A change. A value is sent where it becomes another, or where the request names its attribute and the product was last seen
    /// with another one; never because the product alone differs.
    /// </summary>
    /// <param name="named">Tells whether the request names an attribute of the User schema.</param>
    /// <param name="access">What is to be taken or given back, where <see cref="ChangesAccess"/>.</param>
    public static ImmutableArray<Step> Update(
        WantedUser before, WantedUser after, ProductLink link, Func<string, bool> named, ProductDescriptor product, AccountAccess? access)
    {
        var change = new ProductUserChange(
            Sent(after.Name, before.Name, link.Name, ProductCapabilities.RenameUser, "userName"),
            Sent(after.DisplayName, before.DisplayName, link.DisplayName, ProductCapabilities.UpdateUser, "displayName", "name"),
            Sent(after.Email, before.Email, link.Email, ProductCapabilities.UpdateUser, "emails"),
            product.Can(ProductCapabilities.DeactivateUser) && after.Active != link.Active && (after.Active != before.Active || named("active"))
                ? after.Active
                : null);
        var update = change.IsNone ? null : new Step.UpdateUser(change);
        Step? passage = access is null ? null : after.Active ? new Step.GiveBackAccess(access) : new Step.RemoveAccess(access);
        return [.. new[] { update, passage }.OfType<Step>()];

        string? Sent(string? wanted, string? was, string? seen, ProductCapabilities needed, params ReadOnlySpan<string> attributes)
        {
            if (wanted is null || wanted == seen || !product.Can(needed))
            {
                return null;
            }

            // An address that the product doesn't tell was never seen: only a change of ours is a reason to send it.
            var isNamed = false;
            foreach (var attribute in attributes)
            {
                isNamed |= named(attribute);
            }

            return wanted != was || (isNamed && seen is not null) ? wanted : null;
        }
    }

    /// <summary>Whether a change takes or gives back the access to a product that has no active flag.</summary>
    public static bool ChangesAccess(WantedUser before, WantedUser after, ProductLink link, Func<string, bool> named, ProductDescriptor product) =>
        !product.Can(ProductCapabilities.DeactivateUser) && product.Can(ProductCapabilities.RemoveAccess)
        && after.Active == link.Withdrawn is not null && (after.Active != before.Active || named("active"));

    /// <summary>Whether the end of an account needs to know its access.</summary>
    public static bool DeletionTakesAccess(UserPolicy policy, ProductDescriptor product) =>
        product.Can(ProductCapabilities.RemoveAccess) && !product.Can(ProductCapabilities.DeactivateUser)
        && !(policy.OnDelete is UserDeletion.Delete && product.Can(ProductCapabilities.DeleteUser));

    /// <summary>The end of an account: out of our groups, so that nobody inherits its access, then deactivated or deleted.</summary>
    /// <param name="access">What it loses, where <see cref="DeletionTakesAccess"/>; it isn't remembered, as the account is nobody's any more.</param>
    public static ImmutableArray<Step> Delete(
        IEnumerable<Step.LeaveGroup> groups, UserPolicy policy, ProductDescriptor product, AccountAccess? access) => policy.OnDelete switch
        {
            UserDeletion.Delete when product.Can(ProductCapabilities.DeleteUser) => [.. groups, new Step.DeleteUser()],
            _ when product.Can(ProductCapabilities.DeactivateUser) => [.. groups, new Step.UpdateUser(new(Active: false))],
            _ when access is not null => [.. groups, new Step.RemoveAccess(access), new Step.RevokeCredentials()],
            _ => [.. groups],
        };

    /// <summary>The attributes of the User schema that the product may hold.</summary>
    public static bool ConcernsProduct(AttributeDefinition attribute) =>
        attribute is { IsExtension: false, Name: "userName" or "displayName" or "name" or "emails" or "active" };

    private static bool Everything(string attribute) => true;
}
