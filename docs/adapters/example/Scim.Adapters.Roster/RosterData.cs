using System.Text.Json.Serialization;

namespace Scim.Adapters.Roster;

/// <summary>What stands in the file.</summary>
internal sealed class RosterData
{
    /// <summary>The form of the file: 1 is the only one there is.</summary>
    public int Version { get; set; }

    public List<RosterPerson> People { get; set; } = [];

    public List<RosterGroup> Groups { get; set; } = [];

    public RosterPerson? ById(string id) => People.Find(p => p.Id == id);

    public RosterPerson? ByName(string name) => People.Find(p => Same(p.Name, name));

    public RosterGroup? GroupById(string id) => Groups.Find(g => g.Id == id);

    public RosterGroup? GroupByName(string name) => Groups.Find(g => Same(g.Name, name));

    /// <summary>Names of people and groups differ in more than upper and lower case.</summary>
    public static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Somebody who may log in, if enabled.</summary>
internal sealed class RosterPerson
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string FullName { get; set; }

    public string? Mail { get; set; }

    public bool Enabled { get; set; } = true;
}

/// <summary>A group with the ids of its members.</summary>
internal sealed class RosterGroup
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public List<string> Members { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RosterData))]
internal sealed partial class RosterJson : JsonSerializerContext;
