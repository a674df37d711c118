using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Storage;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Tests.Api.Composition;

/// <summary>Adapters from folders: what works, and a sentence for whatever doesn't.</summary>
public sealed class AdapterLoaderTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("scim-test-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public void The_example_is_found_in_its_folder_and_chosen_by_name()
    {
        var file = Path.Combine(_folder.FullName, "roster.json");

        var adapter = Build($"--Scim:AdapterPath={Roster()}", "--Scim:Adapter=Roster", $"--Scim:Roster:File={file}");

        Assert.That(adapter.Descriptor.Name, Is.EqualTo("roster"));
        Assert.That(adapter.GetType().Assembly.FullName, Does.StartWith("Scim.Adapters.Roster"));
        Assert.That(adapter.GetType().Assembly, Is.Not.SameAs(typeof(Scim.Adapters.Roster.RosterModule).Assembly), "It comes from its own folder.");
    }

    [Test]
    public void One_path_can_gather_several_adapters_each_in_its_own_folder()
    {
        AdapterAssembly.Write(Path.Combine(_folder.FullName, "one"), "Somebody.One", "one");
        AdapterAssembly.Write(Path.Combine(_folder.FullName, "two"), "Somebody.Two", "two");

        var found = Find(_folder.FullName);

        Assert.That(found.Names, Is.EqualTo([.. AdapterCatalog.Names, "one", "two"]));
        Assert.That(found.Faults, Is.Empty);
    }

    [Test]
    public void Its_options_are_checked_with_all_others_and_its_keys_are_known()
    {
        var faults = FaultsOf($"--Scim:AdapterPath={Roster()}", "--Scim:Adapter=roster", "--Scim:Reads=sometimes");

        Assert.That(faults, Is.EqualTo([
            "Scim:Reads = 'sometimes' is not understood: expected one of live, mirror.",
            "Scim:Roster:File is missing: expected the JSON file that the roster is kept in, e.g. /srv/roster.json.",
        ]));
        using var app = Gateway.Build([$"--Scim:AdapterPath={Roster()}", "--Scim:Adapter=roster", "--Scim:Roster:File=/srv/roster.json", "--Scim:Roster:Fiel=x"]);
        Assert.That(
            app.Services.GetRequiredService<Warnings>().Find(), Is.EqualTo(["Scim:Roster:Fiel has no meaning here and is passed over. Is Scim:Roster:File meant?"]));
    }

    [Test]
    public async Task A_gateway_above_it_starts_though_it_has_no_HTTP()
    {
        var file = Path.Combine(_folder.FullName, "roster.json");
        await File.WriteAllTextAsync(file, """{"version":1,"people":[{"id":"1","name":"owner","fullName":"Owner","enabled":true}],"groups":[]}""");
        await using var app = Gateway.Build([
            $"--Scim:AdapterPath={Roster()}", "--Scim:Adapter=roster", $"--Scim:Roster:File={file}", "--Scim:Product:ConfirmNames=1m",
            $"--Scim:Store:ConnectionString=Data Source={Path.Combine(_folder.FullName, "scim.db")};Pooling=False", "--Scim:Urls=http://127.0.0.1:0",
        ]);
        await app.Services.GetRequiredService<StoreMigrator>().MigrateAsync(default);

        await app.StartAsync();

        Assert.That(app.Services.GetRequiredService<ProductOptions>().ConfirmNames, Is.EqualTo(TimeSpan.FromMinutes(1)));
        await app.StopAsync();
    }

    [Test]
    public void The_section_of_an_adapter_that_is_not_in_use_is_no_slip_of_the_pen()
    {
        using var app = Gateway.Build(
            [$"--Scim:AdapterPath={Roster()}", "--Scim:Adapter=jira", "--Scim:Jira:BaseUrl=https://jira.example.com", "--Scim:Jira:Token=a", "--Scim:Roster:File=x"]);

        Assert.That(app.Services.GetRequiredService<Warnings>().Find(), Is.Empty);
    }

    [Test]
    public void A_folder_that_is_not_there() => Refuses(
        Path.Combine(_folder.FullName, "missing"), "is no folder: expected one with an adapter and all that it needs, as \"dotnet publish\" leaves it.");

    [Test]
    public void A_folder_without_an_adapter()
    {
        File.Copy(typeof(IProductAdapter).Assembly.Location, Path.Combine(_folder.FullName, "Scim.Core.dll"));
        File.WriteAllText(Path.Combine(_folder.FullName, "native.dll"), "no assembly at all");

        Refuses(_folder.FullName, "holds no adapter: expected an assembly with [assembly: ScimAdapter(typeof(…))] and all that it needs, as \"dotnet publish\" leaves it.");
    }

    [Test]
    public void Two_adapters_in_one_folder()
    {
        AdapterAssembly.Write(_folder.FullName, "Somebody.One", "one");
        AdapterAssembly.Write(_folder.FullName, "Somebody.Two", "two");

        Refuses(_folder.FullName, "holds more than one adapter (Somebody.One.dll, Somebody.Two.dll): expected each in a folder of its own.");
    }

    [Test]
    public void An_adapter_for_another_version_of_the_contract()
    {
        AdapterAssembly.Write(_folder.FullName, "Somebody.Later", "later", contract: AdapterContract.Version + 1);

        Refuses(
            _folder.FullName,
            "holds Somebody.Later, which is built for version 2 of the adapter contract, while this gateway has version 1: "
                + "install a build of Somebody.Later for version 1, or a gateway with version 2.");
    }

    [Test]
    public void An_adapter_with_the_name_of_one_that_comes_with_the_gateway()
    {
        AdapterAssembly.Write(_folder.FullName, "Somebody.Jira", "Jira");

        Refuses(_folder.FullName, "holds an adapter named 'Jira', which is the name of one that comes with the gateway: it needs another.");
    }

    [Test]
    public void Two_adapters_of_one_name()
    {
        var (first, second) = (Path.Combine(_folder.FullName, "a"), Path.Combine(_folder.FullName, "b"));
        AdapterAssembly.Write(first, "Somebody.One", "one");
        AdapterAssembly.Write(second, "Somebody.Else", "ONE");

        var found = Find(_folder.FullName);

        Assert.That(found.Faults.Select(f => f.ToString()), Is.EqualTo([$"Scim:AdapterPath = '{second}' holds the adapter 'ONE', as {first} does: expected it once."]));
    }

    [Test]
    public void A_module_that_is_none()
    {
        AdapterAssembly.Write(_folder.FullName, "Somebody.NoModule", "none", isModule: false);

        Refuses(_folder.FullName, "holds Somebody.NoModule, whose module TheirModule doesn't implement IAdapterModule: ask who made it.");
    }

    [Test]
    public void An_assembly_that_cannot_be_loaded()
    {
        // Its module isn't in it: what is written is a reference to an assembly that isn't here.
        var elsewhere = new System.Reflection.Emit.PersistedAssemblyBuilder(new AssemblyName("Somebody.Missing"), typeof(object).Assembly);
        var module = elsewhere.DefineDynamicModule("Somebody.Missing").DefineType("Somebody.Missing.Module", TypeAttributes.Public).CreateType();
        var built = new System.Reflection.Emit.PersistedAssemblyBuilder(new AssemblyName("Somebody.Half"), typeof(object).Assembly);
        built.DefineDynamicModule("Somebody.Half");
        built.SetCustomAttribute(new(typeof(ScimAdapterAttribute).GetConstructors()[0], [module, AdapterContract.Version]));
        built.Save(Path.Combine(_folder.FullName, "Somebody.Half.dll"));

        var fault = Find(_folder.FullName).Faults.Single().ToString();

        Assert.That(fault, Does.StartWith($"Scim:AdapterPath = '{_folder.FullName}' holds Somebody.Half, which can't be loaded: ")
            .And.EndWith(". Publish it again with all that it needs, or ask who made it.").And.Not.Contain("\n").And.Not.Contain("   at "));
    }

    [Test]
    public void An_adapter_that_cannot_be_set_up_is_told_beside_all_other_faults()
    {
        AdapterAssembly.Write(_folder.FullName, "Somebody.Fails", "fails", refusal: "The moon is full.");

        Assert.That(FaultsOf($"--Scim:AdapterPath={_folder.FullName}", "--Scim:Adapter=fails", "--Scim:Reads=sometimes"), Is.EqualTo([
            "Scim:Reads = 'sometimes' is not understood: expected one of live, mirror.",
            "Scim:Adapter = 'fails' can't be set up by its adapter: The moon is full.",
        ]));
    }

    [Test]
    public void The_contracts_version_is_told_apart_without_running_anything_of_the_adapter()
    {
        var (path, contract) = AdapterFolder.Read(Roster());

        Assert.That((Path.GetFileName(path), contract), Is.EqualTo(("Scim.Adapters.Roster.dll", AdapterContract.Version)));
    }

    private void Refuses(string folder, string sentence)
    {
        Assert.That(Find(folder).Faults.Select(f => f.ToString()), Is.EqualTo([$"Scim:AdapterPath = '{folder}' {sentence}"]));
        Assert.That(FaultsOf($"--Scim:AdapterPath={folder}", "--Scim:Adapter=jira"), Does.Contain($"Scim:AdapterPath = '{folder}' {sentence}"));
    }

    private static AvailableAdapters Find(string path) =>
        AvailableAdapters.Find(new ConfigurationBuilder().AddInMemoryCollection([new("Scim:AdapterPath", path)]).Build());

    private static string[] FaultsOf(params string[] settings) =>
        [.. Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(settings))!.Faults.Select(f => f.ToString())];

    private static IProductAdapter Build(params string[] settings)
    {
        using var app = Gateway.Build(settings);
        return app.Services.GetRequiredService<IProductAdapter>();
    }

    /// <summary>The example's assembly alone in a folder, as a deployment has it.</summary>
    private string Roster()
    {
        var folder = _folder.CreateSubdirectory("roster").FullName;
        var built = typeof(Scim.Adapters.Roster.RosterModule).Assembly.Location;
        File.Copy(built, Path.Combine(folder, Path.GetFileName(built)), overwrite: true);
        return folder;
    }
}
