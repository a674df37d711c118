using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>The way back: what the product shows, as a SCIM user.</summary>
internal static class ProductMirror
{
    /// <summary>An account that the gateway sees for the first time.</summary>
    public static Resource UserOf(ProductUser account, ResourceType type)
    {
        var user = new Resource(type)
            .With(type.Attribute("userName")!, new ScimValue.Text(account.Name))
            .With(type.Attribute("active")!, ScimValue.Boolean.Of(account.Active));
        user = WithDisplayName(user, account.DisplayName);
        return account.Email is null ? user : WithEmail(user, null, account.Email);
    }

    /// <summary>
    /// <paramref name="stored"/> with what the product shows now: the live value wins wherever the product's own value is another
    /// than when it was last seen. What merely differs from SCIM's, because the product can't hold it, isn't touched.
    /// </summary>
    public static StoredResource Refresh(StoredResource stored, ProductUser live, DateTimeOffset now)
    {
        var link = stored.Link!;
        var user = stored.Resource;
        var type = user.Type;
        if (live.Name != link.Name && Comparable.Fold(stored.Name) == Comparable.Fold(link.Name))
        {
            user = user.With(type.Attribute("userName")!, new ScimValue.Text(live.Name));
        }

        if (live.DisplayName != link.DisplayName)
        {
            user = WithDisplayName(user, live.DisplayName, link.DisplayName);
        }

        if (live.Email is not null && live.Email != link.Email && live.Email != link.FallbackEmail)
        {
            user = WithEmail(user, link.Email, live.Email);
        }

        if (live.Active != link.Active)
        {
            user = user.With(type.Attribute("active")!, ScimValue.Boolean.Of(live.Active && link.Withdrawn is null));
        }

        var refreshed = link with { Name = live.Name, DisplayName = live.DisplayName, Email = live.Email ?? link.Email, Active = live.Active };
        if (refreshed == link)
        {
            return stored;
        }

        return stored with
        {
            Resource = user,
            Name = user.Text("userName")!,
            Link = refreshed with { NameConfirmedAt = now },
        };
    }

    /// <summary>A user whom nobody said anything about is active, in the product and so in SCIM.</summary>
    public static Resource WithActive(Resource user) =>
        user.Type.Attribute("active") is { } active && user[active] is null ? user.With(active, ScimValue.Boolean.True) : user;

    /// <summary>
    /// <paramref name="after"/> with the name parts that were split from the display name split anew, if the request gave another display name
    /// and no parts.
    /// </summary>
    public static Resource WithNameDerivedAgain(Resource before, Resource after, Func<string, bool> named)
    {
        var name = before.Type.Attribute("name")!;
        return !named("name") && named("displayName") && before.Text("displayName") is { } old && after.Text("displayName") is { } display
            && display != old && Equals(after[name], NameOf(old, name))
            ? after.With(name, NameOf(display, name))
            : after;
    }

    // An account that was never given name parts shows them from its display name, split at the last space; parts that a client gave stay.
    private static Resource WithDisplayName(Resource user, string displayName, string? before = null)
    {
        var name = user.Type.Attribute("name")!;
        if (before is null ? user[name] is null : Equals(user[name], NameOf(before, name)))
        {
            user = user.With(name, NameOf(displayName, name));
        }

        return user.With(user.Type.Attribute("displayName")!, new ScimValue.Text(displayName));
    }

    private static ScimValue.Complex NameOf(string displayName, AttributeDefinition name)
    {
        var space = displayName.LastIndexOf(' ');
        var parts = AttributeSet.Empty
            .With(name.Sub("formatted")!, new ScimValue.Text(displayName))
            .With(name.Sub("familyName")!, new ScimValue.Text(displayName[(space + 1)..]));
        return new(space > 0 ? parts.With(name.Sub("givenName")!, new ScimValue.Text(displayName[..space])) : parts);
    }

    private static Resource WithEmail(Resource user, string? before, string email)
    {
        var emails = user.Type.Attribute("emails")!;
        var values = user[emails] is ScimValue.Many many ? many.Values : ImmutableArray<ScimValue>.Empty;
        var sent = WantedUser.EmailElement(user, emails);
        if (sent is not null && (before is null || sent.Attributes.Text(emails.Value) == before))
        {
            var changed = new ScimValue.Complex(sent.Attributes.With(emails.Value!, new ScimValue.Text(email)));
            return user.With(emails, new ScimValue.Many(values.Replace(sent, changed)));
        }

        var added = AttributeSet.Empty
            .With(emails.Value!, new ScimValue.Text(email))
            .With(emails.Sub("type")!, new ScimValue.Text("work"))
            .With(emails.Primary!, ScimValue.Boolean.True);
        return user.With(emails, new ScimValue.Many(values.IsEmpty ? [new ScimValue.Complex(added)] : values.Add(new ScimValue.Complex(added.With(emails.Primary!, null)))));
    }
}
