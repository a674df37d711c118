using System.Reflection;
using NUnit.Framework;

namespace Scim.Tests.Architecture;

/// <summary>The arrows of the architecture: Adapters → Core ← Api, an order of folders in Core, no circles, no word in the wrong room.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each may use those before it and none behind it; an adapter author needs Adapters alone.</summary>
    private static readonly string[] CoreOrder =
    [
        "Options", "Protocol", "Schemas", "Resources", "Filters", "Patching", "Dialects", "Adapters", "Auditing", "Storage", "Provisioning",
    ];

    [Test]
    public void Core_uses_neither_a_server_nor_a_database_nor_a_product()
    {
        string[] forbidden = ["Microsoft.AspNetCore", "Dapper", "Npgsql", "Microsoft.Data.Sqlite", "dbup", "scim", "Scim.Adapters"];

        var found = Projects.Core.GetReferencedAssemblies().Select(a => a.Name!).Where(name => forbidden.Any(f => name.StartsWith(f, StringComparison.Ordinal)));

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void An_adapter_uses_core_alone_and_never_another_adapter([ValueSource(typeof(Projects), nameof(Projects.Adapters))] Assembly adapter)
    {
        var ours = adapter.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Scim", StringComparison.OrdinalIgnoreCase));

        Assert.That(ours, Is.EqualTo(new[] { "Scim.Core" }));
    }

    [Test]
    public void The_contract_kit_uses_core_and_the_test_framework_alone()
    {
        var others = Projects.Contract.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("Scim.Core" or "nunit.framework"));

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void Core_has_the_folders_of_the_architecture_and_no_others()
    {
        var folders = Projects.TypesWrittenByUs(Projects.Core).Select(CoreFolder).OfType<string>().Distinct(StringComparer.Ordinal);

        Assert.That(folders, Is.EquivalentTo(CoreOrder));
    }

    [Test]
    public void Each_folder_of_core_uses_only_those_above_it()
    {
        var wrong =
            from type in Projects.TypesWrittenByUs(Projects.Core)
            let own = CoreFolder(type)
            where own is not null
            from used in TypeUse.Of(type)
            let other = used.Assembly == Projects.Core ? CoreFolder(used) : null
            where other is not null && other != own && (Array.IndexOf(CoreOrder, other) > Array.IndexOf(CoreOrder, own) || (own == "Adapters" && other != "Options"))
            select $"{type.FullName} ({own}) uses {used.FullName} ({other})";

        Assert.That(wrong.Distinct(StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void No_folders_of_the_host_form_a_circle()
    {
        var uses = (
            from type in Projects.TypesWrittenByUs(Projects.Api)
            from used in TypeUse.Of(type)
            where used.Assembly == Projects.Api && ApiFolder(used) is not null && ApiFolder(used) != ApiFolder(type)
            select (From: ApiFolder(type)!, To: ApiFolder(used)!)).ToLookup(u => u.From, u => u.To, StringComparer.Ordinal);

        var circles = uses.Select(u => u.Key).Where(start => Reaches(start, start, [])).Order(StringComparer.Ordinal);

        Assert.That(circles, Is.Empty);

        bool Reaches(string from, string goal, HashSet<string> seen) =>
            uses[from].Any(next => next == goal || (seen.Add(next) && Reaches(next, goal, seen)));
    }

    [Test]
    public void Adapters_speak_no_scim([ValueSource(typeof(Projects), nameof(Projects.Adapters))] Assembly adapter)
    {
        var wrong =
            from type in Projects.TypesWrittenByUs(adapter)
            from used in TypeUse.Of(type)
            where used.Assembly == Projects.Core && CoreFolder(used) is not ("Adapters" or "Options")
            select $"{type.FullName} uses {used.FullName}";

        Assert.That(wrong.Distinct(StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Core_names_no_product()
    {
        string[] products = ["Jira", "Confluence", "Bitbucket"];

        var wrong = Projects.TypesWrittenByUs(Projects.Core).Select(t => t.FullName!)
            .Where(name => products.Any(p => name.Contains(p, StringComparison.OrdinalIgnoreCase)));

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_the_catalog_of_adapters_names_them()
    {
        var wrong =
            from type in Projects.TypesWrittenByUs(Projects.Api)
            where type.DeclaringType?.Name != "AdapterCatalog" && type.Name != "AdapterCatalog"
            from used in TypeUse.Of(type)
            where Projects.Adapters.Contains(used.Assembly)
            select $"{type.FullName} uses {used.FullName}";

        Assert.That(wrong.Distinct(StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] empty = ["Helper", "Manager", "Util", "Utils", "Common", "Base"];

        var wrong = new[] { Projects.Core, Projects.Api, Projects.Contract }.Concat(Projects.Adapters)
            .SelectMany(Projects.TypesWrittenByUs)
            .Where(t => !t.Name.Contains('<', StringComparison.Ordinal) && empty.Any(e => t.Name.EndsWith(e, StringComparison.Ordinal)))
            .Select(t => t.FullName);

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_host_shows_nothing_to_others()
    {
        var shown = Projects.TypesWrittenByUs(Projects.Api).Where(t => t.IsPublic && !t.Name.StartsWith('<')).Select(t => t.FullName);

        Assert.That(shown, Is.Empty);
    }

    private static string? CoreFolder(Type type)
    {
        var parts = type.Namespace?.Split('.');
        return parts is ["Scim", "Core", var folder, ..] ? folder : null;
    }

    /// <summary>The folder directly below the project; what lies deeper is a part of it.</summary>
    private static string? ApiFolder(Type type)
    {
        var parts = type.Namespace?.Split('.');
        return parts is ["Scim", "Api", var folder, ..] ? folder : null;
    }
}
