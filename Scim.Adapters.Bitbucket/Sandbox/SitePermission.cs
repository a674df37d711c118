namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>Bitbucket's global permissions; each includes those before it.</summary>
internal enum SitePermission
{
    None,
    LicensedUser,
    ProjectCreate,
    Admin,
    SysAdmin,
}

/// <summary>Their names in REST.</summary>
internal static class SitePermissions
{
    private static readonly string[] Names = ["", "LICENSED_USER", "PROJECT_CREATE", "ADMIN", "SYS_ADMIN"];

    public static string Name(this SitePermission permission) => Names[(int)permission];

    /// <summary>The permission of this name, or null.</summary>
    public static SitePermission? Parse(string? name) => Array.IndexOf(Names, name) is > 0 and var index ? (SitePermission)index : null;
}
