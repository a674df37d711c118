using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Roster.Tests;

/// <summary>What this product can do wrong that others can't.</summary>
public sealed class RosterFileTests
{
    private string _path = "";

    [SetUp]
    public void Start() => _path = Path.GetTempFileName();

    [TearDown]
    public void End() => File.Delete(_path);

    [Test]
    public async Task A_file_that_is_no_roster_is_told_by_the_probe()
    {
        await File.WriteAllTextAsync(_path, "people: ann");

        var report = await Adapter().ProbeAsync(default);

        Assert.That(report.IsHealthy, Is.False);
        Assert.That(report.Findings[0].Sentence, Does.StartWith($"{_path} isn't a roster: "));
    }

    [Test]
    public async Task A_file_of_another_form_is_told_by_the_probe()
    {
        await File.WriteAllTextAsync(_path, """{"version":2,"people":[{"id":"1","name":"owner","fullName":"Owner"}]}""");

        var report = await Adapter().ProbeAsync(default);

        Assert.That(
            report.Findings.Single(f => f.Verdict == ProbeVerdict.Failed).Sentence,
            Is.EqualTo("Its form is 2; this adapter knows 1: set \"version\" in it, or install another adapter."));
    }

    [Test]
    public async Task A_change_that_is_refused_leaves_the_file_as_it_is()
    {
        RosterModule.WriteNew(_path, "owner");
        var before = await File.ReadAllTextAsync(_path);

        await Assert.ThatAsync(() => Adapter().Users.CreateAsync(new("OWNER", "Other", null), default), Throws.InstanceOf<ProductException>());

        Assert.That(await File.ReadAllTextAsync(_path), Is.EqualTo(before));
    }

    private RosterAdapter Adapter()
    {
        var options = new RosterOptions { File = _path };
        return new(new RosterFile(options), options);
    }
}
