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

    /// <summary>The catalog with <paramref name="userExtensions"/> behind the enterprise extension; read by <see cref="SchemaReader"/>.</summary>
    /// <exception cref="FormatException">Two schemas have the same URN.</exception>
    public static SchemaCatalog Create(IEnumerable<Schema>? userExtensions = null, IEnumerable<Schema>? groupExtensions = null)
    {
        var user = SchemaReader.ReadEmbedded("User.json", extension: false);
        var enterprise = SchemaReader.ReadEmbedded("EnterpriseUser.json", extension: true);
        var group = SchemaReader.ReadEmbedded("Group.json", extension: false);
        ImmutableArray<Schema> ofUser = [enterprise, .. userExtensions ?? []];
        ImmutableArray<Schema> ofGroup = [.. groupExtensions ?? []];
        // One URN, one schema, one resource type: an attribute knows its position in the type that it belongs to.
        ImmutableArray<Schema> all = [user, group, .. ofUser, .. ofGroup];
        var twice = all.CountBy(s => s.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(s => s.Value > 1).Key;
        if (twice is not null)
        {
            throw new FormatException($"The schema {twice} is there more than once.");
        }

        return new(
            all,
            new("User", "/Users", "A person with an account in the product.", user, ofUser),
            new("Group", "/Groups", "A group of the product.", group, ofGroup));
    }
}
