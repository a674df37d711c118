using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>From what an account was last seen as to what it should be: the least number of steps. Pure.</summary>
internal static class UserPlanner
{
    /// <summary>A new account: one call, one more for each default group, one more if it isn't to be active.</summary>
    public static ImmutableArray<Step> Create(WantedUser wanted, UserPolicy policy)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        steps.Add(new Step.CreateUser(new(wanted.Name, wanted.DisplayName, wanted.Email)));
        steps.AddRange(Join(policy));
        if (!wanted.Active)
        {
            steps.Add(new Step.UpdateUser(new(Active: false)));
        }

        return steps.ToImmutable();
    }

    /// <summary>An account that becomes ours: what differs from what the product shows, and the default groups.</summary>
    public static ImmutableArray<Step> Adopt(WantedUser wanted, ProductLink link, UserPolicy policy, ProductDescriptor product)
    {
        // An address that the product doesn't tell gives way to one that the client sent, never to one that was made up.
        var shown = new WantedUser(link.Name, link.DisplayName ?? link.Name, wanted.FallbackEmail ?? link.Email, link.Active, null);
        return [.. Update(shown, wanted, link, Everything, product), .. Join(policy)];
    }

    /// <summary>The default groups of an account that was made or becomes ours.</summary>
    public static IEnumerable<Step> Join(UserPolicy policy) => policy.DefaultGroups.Select(group => new Step.JoinGroup(group));

    /// <summary>
    /// A change. A value is sent where it becomes another, or where the request names its attribute and the product was last seen
    /// with another one; never because the product alone differs.
    /// </summary>
    /// <param name="named">Tells whether the request names an attribute of the User schema.</param>
    public static ImmutableArray<Step> Update(
        WantedUser before, WantedUser after, ProductLink link, Func<string, bool> named, ProductDescriptor product)
    {
        var change = new ProductUserChange(
            Sent(after.Name, before.Name, link.Name, ProductCapabilities.RenameUser, "userName"),
            Sent(after.DisplayName, before.DisplayName, link.DisplayName, ProductCapabilities.UpdateUser, "displayName", "name"),
            Sent(after.Email, before.Email, link.Email, ProductCapabilities.UpdateUser, "emails"),
            product.Can(ProductCapabilities.DeactivateUser) && after.Active != link.Active && (after.Active != before.Active || named("active"))
                ? after.Active
                : null);
        return change.IsNone ? [] : [new Step.UpdateUser(change)];

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

    /// <summary>The end of an account: out of our groups, so that nobody inherits its access, then deactivated or deleted.</summary>
    public static ImmutableArray<Step> Delete(IEnumerable<Step.LeaveGroup> groups, UserPolicy policy, ProductDescriptor product)
    {
        Step? last = policy.OnDelete switch
        {
            UserDeletion.Delete when product.Can(ProductCapabilities.DeleteUser) => new Step.DeleteUser(),
            _ when product.Can(ProductCapabilities.DeactivateUser) => new Step.UpdateUser(new(Active: false)),
            _ => null,
        };
        return last is null ? [.. groups] : [.. groups, last];
    }

    /// <summary>The attributes of the User schema that the product may hold.</summary>
    public static bool ConcernsProduct(AttributeDefinition attribute) =>
        attribute is { IsExtension: false, Name: "userName" or "displayName" or "name" or "emails" or "active" };

    private static bool Everything(string attribute) => true;
}
