using System.Collections.Immutable;

namespace Scim.Core.Schemas;

/// <summary>
/// The schemas and resource types in force. Immutable; made once at start from the RFC's definitions (RFC 7643 §8.7, embedded as
/// data) and the extensions that the configuration adds.
/// </summary>
public sealed class SchemaCatalog
{
    private SchemaCatalog(ImmutableArray<Schema> schemas, ResourceType user, ResourceType group)
    {
        Schemas = schemas;
        User = user;
        Group = group;
        ResourceTypes = [user, group];
    }

    public ImmutableArray<Schema> Schemas { get; }

    public ResourceType User { get; }

    public ResourceType Group { get; }

    public ImmutableArray<ResourceType> ResourceTypes { get; }

    /// <summary>The catalog with <paramref name="userExtensions"/> behind the enterprise extension; each is a schema as JSON (RFC 7643 §7).</summary>
    /// <exception cref="FormatException">An extension isn't a schema; the message says where.</exception>
    public static SchemaCatalog Create(IEnumerable<Schema>? userExtensions = null, IEnumerable<Schema>? groupExtensions = null)
    {
        var user = SchemaReader.ReadEmbedded("User.json", extension: false);
        var enterprise = SchemaReader.ReadEmbedded("EnterpriseUser.json", extension: true);
        var group = SchemaReader.ReadEmbedded("Group.json", extension: false);
        ImmutableArray<Schema> ofUser = [enterprise, .. userExtensions ?? []];
        ImmutableArray<Schema> ofGroup = [.. groupExtensions ?? []];
        return new(
            [user, group, .. ofUser, .. ofGroup],
            new("User", "/Users", "A person with an account in the product.", user, ofUser),
            new("Group", "/Groups", "A group of the product.", group, ofGroup));
    }
}
