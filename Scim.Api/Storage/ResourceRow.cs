using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>A row of the table <c>resource</c>, both ways.</summary>
internal sealed class ResourceRow
{
    /// <summary>The columns that reads need, of <c>resource r</c>.</summary>
    public const string Columns =
        "r.id as Id, r.type as Type, r.state as State, r.name as Name, r.link as Link, r.document as Document, r.version as Version, "
        + "r.created as Created, r.modified as Modified, r.deleted as Deleted";

    public string Id { get; init; } = "";

    public string Type { get; init; } = "";

    public int State { get; init; }

    public string Name { get; init; } = "";

    public string NameKey { get; init; } = "";

    public string Display { get; init; } = "";

    public string DisplayFolded { get; init; } = "";

    public string ExternalKey { get; init; } = "";

    public string? ProductKey { get; init; }

    public string? ProductNameKey { get; init; }

    public string? Link { get; init; }

    public string Document { get; init; } = "";

    public long Version { get; init; }

    public long Created { get; init; }

    public long Modified { get; init; }

    public long? Deleted { get; init; }

    /// <summary>What the resource was sorted by; of no column.</summary>
    public string? SortValue { get; init; }

    /// <summary>Where the resource stands in the list that it was read from.</summary>
    public PagePosition Position => new(Instants.Read(Created), Id, SortValue);

    public static ResourceRow Of(StoredResource stored)
    {
        var display = stored.Resource.Text("displayName") ?? stored.Name;
        return new()
        {
            Id = stored.Id,
            Type = stored.Resource.Type.Name,
            State = (int)stored.State,
            Name = stored.Name,
            NameKey = NameKeyOf(stored.Name),
            Display = display,
            DisplayFolded = Comparable.Fold(display),
            ExternalKey = stored.Resource.ExternalId is { } external ? IndexKey.Of(external) : "",
            ProductKey = stored.Link is { } link ? IndexKey.Of(link.Key.Value) : null,
            ProductNameKey = stored.Link is { Name: var name } ? NameKeyOf(name) : null,
            Link = stored.Link is null ? null : JsonSerializer.Serialize(stored.Link, StoreJson.Plain.ProductLink),
            Document = ResourceDocument.Write(stored.Resource),
            Version = stored.Version,
            Created = Instants.Write(stored.Created),
            Modified = Instants.Write(stored.LastModified),
            Deleted = Instants.Write(stored.Deleted),
        };
    }

    /// <summary>A name as the columns for look-ups hold it: folded and bounded.</summary>
    public static string NameKeyOf(string name) => IndexKey.Of(Comparable.Fold(name));

    /// <summary>What the table <c>attribute</c> holds of a resource; nothing of a tombstone, which no filter sees.</summary>
    public static IEnumerable<AttributeRow> AttributesOf(StoredResource stored) => stored.State == LinkState.Deleted
        ? []
        : AttributeRow.Of(Stamped(
            stored.Resource, stored.Id, stored.Version, Instants.Write(stored.Created), Instants.Write(stored.LastModified)));

    public StoredResource Read(ResourceType type) => new(
        Id,
        Stamped(ResourceDocument.Read(Document, type), Id, Version, Created, Modified),
        Name,
        (LinkState)State,
        ReadLink(Link),
        Version,
        Instants.Read(Created),
        Instants.Read(Modified),
        Instants.Read(Deleted));

    public static ProductLink? ReadLink(string? link) =>
        link is null ? null : JsonSerializer.Deserialize(link, StoreJson.Plain.ProductLink);

    // "id" and "meta" stand in columns; filters and answers find them in the tree.
    private static Resource Stamped(Resource resource, string id, long version, long created, long modified) =>
        ResourceMeta.Stamp(resource, id, version, Instants.Read(created), Instants.Read(modified));
}
