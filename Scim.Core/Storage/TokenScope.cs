namespace Scim.Core.Storage;

/// <summary>What a bearer token may do; each includes the ones before it.</summary>
public enum TokenScope
{
    Read = 0,
    Provision = 1,
    Admin = 2,
}
