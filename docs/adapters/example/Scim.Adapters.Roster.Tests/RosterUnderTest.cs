using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Roster.Tests;

/// <summary>The adapter as the host makes it, over a fresh roster, and the roster as its owner sees it in an editor.</summary>
internal sealed class RosterUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roster-test-");
    private readonly ServiceProvider _services;
    private readonly string _file;

    private RosterUnderTest()
    {
        var module = new RosterModule();
        var settings = module.StartSandbox(TimeProvider.System, _folder.FullName).Settings;
        _file = settings["Scim:Roster:File"];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddRosterAdapter(configuration).BuildServiceProvider();
    }

    #region start
    public static Task<ProductUnderTest> StartAsync()
    {
        var roster = new RosterUnderTest();
        return Task.FromResult(new ProductUnderTest(roster._services.GetRequiredService<IProductAdapter>(), roster.Truth, owner: roster)
        {
            OwnName = "owner",
            AdministrationGroup = "administrators",
            RenameOutside = (name, newName) => roster.Edit(data => Person(data, name)["name"] = newName),
            RemoveUserOutside = name => roster.Edit(data => Remove(data, "people", Person(data, name))),
            RemoveGroupOutside = name => roster.Edit(data => Remove(data, "groups", Named(data, "groups", name))),
        });
    }
    #endregion

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>What the file holds, read without the adapter's code.</summary>
    private SandboxState Truth()
    {
        var data = Read();
        var people = data["people"]!.AsArray().ToDictionary(p => (string)p!["id"]!, p => p!);
        return new(
            [.. people.Values.Select(p => new SandboxUser((string)p["name"]!, (string)p["fullName"]!, (string?)p["mail"], (bool)p["enabled"]!))],
            [.. data["groups"]!.AsArray().Select(g => new SandboxGroup((string)g!["name"]!, [.. Members(g)]))]);

        IEnumerable<string> Members(JsonNode group) =>
            group["members"]!.AsArray().Select(id => people.GetValueOrDefault((string)id!)).OfType<JsonNode>().Select(p => (string)p["name"]!).Order(StringComparer.Ordinal);
    }

    private JsonNode Read() => JsonNode.Parse(File.ReadAllBytes(_file))!;

    private void Edit(Action<JsonNode> edit)
    {
        var data = Read();
        edit(data);
        File.WriteAllText(_file, data.ToJsonString());
    }

    private static JsonNode Person(JsonNode data, string name) => Named(data, "people", name);

    private static JsonNode Named(JsonNode data, string list, string name) => data[list]!.AsArray().Single(e => (string)e!["name"]! == name)!;

    private static void Remove(JsonNode data, string list, JsonNode element) => data[list]!.AsArray().Remove(element);
}
