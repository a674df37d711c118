using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Roster;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

#region module
[assembly: ScimAdapter(typeof(RosterModule))]

namespace Scim.Adapters.Roster;

/// <summary>The adapter, as the gateway finds it in its folder.</summary>
public sealed class RosterModule : IAdapterModule
{
    public string Name => RosterAdapter.Name;

    public string Section => RosterOptions.Section;

    public IServiceCollection Add(IServiceCollection services, IConfiguration configuration) => services.AddRosterAdapter(configuration);

    public AdapterSandbox StartSandbox(TimeProvider time, string folder) => new(new Dictionary<string, string>
    {
        [$"{RosterOptions.Section}:{nameof(RosterOptions.File)}"] = WriteNew(Path.Combine(folder, "roster.json"), new RosterOptions().Owner),
    });
    #endregion

    /// <summary>Writes a roster with nobody in it but its owner, and answers the path.</summary>
    internal static string WriteNew(string path, string owner)
    {
        var data = new RosterData
        {
            Version = 1,
            People = [new() { Id = "1", Name = owner, FullName = "Owner of the roster" }],
            Groups = [new() { Id = "2", Name = "administrators", Members = ["1"] }],
        };
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(data, RosterJson.Default.RosterData));
        return path;
    }
}
