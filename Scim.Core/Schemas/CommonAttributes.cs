using System.Collections.Immutable;

namespace Scim.Core.Schemas;

/// <summary>The attributes that every resource has without any schema naming them (RFC 7643 §3.1), a set for each resource type.</summary>
public sealed class CommonAttributes
{
    internal CommonAttributes()
    {
        Schemas = new(null, false, "schemas", AttributeType.Reference)
        {
            MultiValued = true,
            Required = true,
            CaseExact = true,
            Mutability = Mutability.ReadOnly,
            Returned = Returned.Always,
            ReferenceTypes = ["uri"],
        };
        Id = new(null, false, "id", AttributeType.String)
        {
            CaseExact = true,
            Mutability = Mutability.ReadOnly,
            Returned = Returned.Always,
            Uniqueness = Uniqueness.Server,
        };
        ExternalId = new(null, false, "externalId", AttributeType.String)
        {
            CaseExact = true,
            Description = "The resource's identifier as the provisioning client has it; the client's alone, and not unique here.",
        };
        ResourceType = ReadOnly("resourceType", AttributeType.String);
        Created = ReadOnly("created", AttributeType.DateTime);
        LastModified = ReadOnly("lastModified", AttributeType.DateTime);
        Location = ReadOnly("location", AttributeType.Reference);
        Version = ReadOnly("version", AttributeType.String);
        Meta = new(null, false, "meta", AttributeType.Complex, [ResourceType, Created, LastModified, Location, Version])
        {
            Mutability = Mutability.ReadOnly,
        };
        All = [Schemas, Id, ExternalId, Meta];
    }

    public AttributeDefinition Schemas { get; }

    public AttributeDefinition Id { get; }

    public AttributeDefinition ExternalId { get; }

    public AttributeDefinition Meta { get; }

    public AttributeDefinition ResourceType { get; }

    public AttributeDefinition Created { get; }

    public AttributeDefinition LastModified { get; }

    public AttributeDefinition Location { get; }

    public AttributeDefinition Version { get; }

    internal ImmutableArray<AttributeDefinition> All { get; }

    private static AttributeDefinition ReadOnly(string name, AttributeType type) =>
        new(null, false, name, type) { CaseExact = true, Mutability = Mutability.ReadOnly };
}
