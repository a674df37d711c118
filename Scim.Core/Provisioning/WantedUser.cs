using Scim.Core.Adapters;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>A SCIM user in the product's terms: what the account should look like.</summary>
/// <param name="FallbackEmail">Set where <paramref name="Email"/> was made up because the client gave none.</param>
internal sealed record WantedUser(string Name, string DisplayName, string? Email, bool Active, string? FallbackEmail)
{
    /// <param name="user">The SCIM resource.</param>
    /// <param name="link">The product's side as last seen, or null where there is none yet.</param>
    public static WantedUser Of(Resource user, ProductLink? link, UserPolicy policy, ProductDescriptor product)
    {
        var userName = user.Text("userName") ?? throw new InvalidOperationException("A user without userName passed the reader.");
        var active = user.Attributes.Boolean(user.Type.Attribute("active")) ?? true;
        var name = link is not null && (SoftDeletedName.IsOf(userName, link.Name) || !product.Can(ProductCapabilities.RenameUser))
            ? link.Name
            : product.TryUserName(userName) ?? link?.Name ?? userName;
        var email = EmailOf(user);
        var fallback = email is null && product.EmailRequired ? link?.FallbackEmail ?? Fallback(name, policy) : null;
        return new(name, DisplayNameOf(user, name), email ?? fallback, active, fallback);
    }

    /// <summary><c>displayName</c>, else <c>name.formatted</c>, else given and family name, else the login name.</summary>
    private static string DisplayNameOf(Resource user, string name)
    {
        var parts = string.Join(' ', new[] { user.Text("name", "givenName"), user.Text("name", "familyName") }.Where(p => !string.IsNullOrWhiteSpace(p)));
        return Meant(user.Text("displayName")) ?? Meant(user.Text("name", "formatted")) ?? Meant(parts) ?? name;

        static string? Meant(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>The value of the primary address, else of the first one for work, else of the first.</summary>
    private static string? EmailOf(Resource user) => user.Type.Attribute("emails") is { Value: { } value } emails
        ? EmailElement(user, emails)?.Attributes.Text(value)
        : null;

    /// <summary>The element of <c>emails</c> that the product gets, or null.</summary>
    public static ScimValue.Complex? EmailElement(Resource user, AttributeDefinition emails)
    {
        if (user[emails] is not ScimValue.Many many)
        {
            return null;
        }

        var type = emails.Sub("type");
        var withValue = many.Values.OfType<ScimValue.Complex>().Where(e => e.Attributes.Text(emails.Value) is not null).ToArray();
        return withValue.FirstOrDefault(e => e.Attributes.Boolean(emails.Primary) == true)
            ?? withValue.FirstOrDefault(e => string.Equals(e.Attributes.Text(type), "work", StringComparison.OrdinalIgnoreCase))
            ?? withValue.FirstOrDefault();
    }

    private static string Fallback(string name, UserPolicy policy)
    {
        if (policy.EmailFallback is { } pattern)
        {
            return pattern.Replace("{userName}", name, StringComparison.OrdinalIgnoreCase);
        }

        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < name.Length - 1 && !name.Contains(' ', StringComparison.Ordinal) ? name : $"{name}@users.invalid";
    }
}
