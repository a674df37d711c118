using NUnit.Framework;
using Scim.Core.Dialects;
using Scim.Tests.Support;

namespace Scim.Tests.ClientCorpus;

/// <summary>What clients send, file by file: how to read one says <see cref="CorpusFile"/>.</summary>
public sealed class CorpusTests
{
    private const int Fewest = 120;

    // One for all: every file has people and groups of its own.
    private TestGateway _gateway = null!;

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "ClientCorpus");

    private static IEnumerable<TestCaseData> Files => Paths().Select(path =>
        new TestCaseData(path).SetArgDisplayNames(Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/')));

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await TestGateway.StartAsync();

        // The first change of all also reads whom the product protects.
        await _gateway.CreateUserAsync("before-all");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCaseSource(nameof(Files))]
    public async Task A_request_is_answered_done_and_logged_as_its_file_says(string path)
    {
        var file = CorpusFile.Read(path);

        var failures = await new CorpusRun(file, _gateway).FailuresAsync();

        Assert.That(string.Join('\n', failures), Is.Empty);
    }

    [Test]
    public void There_are_files_of_every_client_and_enough_of_them()
    {
        var folders = Paths().Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)).ToList();

        Assert.That(folders, Has.Count.AtLeast(Fewest));
        Assert.That(folders.Distinct(), Is.EquivalentTo(ClientDialect.Names.Where(name => name != "auto")));
    }

    [TestCase("GET /scim/v2/Users", "Expected a comment on the first line, and a request.", TestName = "A_file_says_first_what_it_is_about")]
    [TestCase("# X\nfetch it", "'fetch it' is no directive and no request.", TestName = "An_unknown_directive_is_refused")]
    [TestCase("# X\nGET /a\nnonsense", "'nonsense' is no header.", TestName = "A_header_has_a_colon")]
    public void A_file_that_is_not_of_the_format_is_refused(string text, string sentence)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text + "\n---- product\n---- answer\n200\n---- audit\nx\n");
        try
        {
            Assert.That(() => CorpusFile.Read(path), Throws.TypeOf<FormatException>().With.Message.EqualTo(sentence));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<string> Paths() => Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
