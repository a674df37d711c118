using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Documents;

/// <summary>A document under <c>docs/</c> that is made from the code: written where <c>SCIM_WRITE_DOCUMENTS=1</c>, compared always.</summary>
internal static class GeneratedDocument
{
    public static string Folder { get; } = Path.Combine(DotnetTool.Repository, "docs");

    /// <param name="tests">The class whose comment tells how the document is written.</param>
    public static void Compare(string name, string made, string tests)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("SCIM_WRITE_DOCUMENTS") == "1")
        {
            File.WriteAllText(file, made);
        }

        Assert.That(File.Exists(file) ? File.ReadAllText(file) : "", Is.EqualTo(made), $"docs/{name} is older than the code: see the comment of {tests}.");
    }
}
