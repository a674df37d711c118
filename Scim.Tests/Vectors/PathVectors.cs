using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Patching;
using Scim.Core.Protocol;

namespace Scim.Tests.Vectors;

[TestFixture]
public sealed class PathVectors
{
    private static IEnumerable<TestCaseData> Paths => VectorFile.Cases("paths.jsonl");

    [TestCaseSource(nameof(Paths))]
    public void A_path_is_read_into_its_parts_or_refused(JsonElement vector)
    {
        var read = PatchPath.TryParse(vector.GetProperty("path").GetString()!, new ScimLimits(), out var path, out var error);

        if (!vector.GetProperty("valid").GetBoolean())
        {
            Assert.That(error?.Message, Does.StartWith("expected"), () => path!.ToString());
            return;
        }

        Assert.That(read, Is.True, () => error!.ToString());
        var parsed = vector.GetProperty("parsed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(path!.Attribute.Schema, Is.EqualTo(Text(parsed, "uri")));
            Assert.That(path.Attribute.Attribute, Is.EqualTo(Text(parsed, "attribute")));
            Assert.That(path.Element is null ? path.Attribute.Sub : path.Sub, Is.EqualTo(Text(parsed, "sub")));
            Assert.That(
                path.Element is null ? null : FilterTree.Of(path.Element),
                Is.EqualTo(parsed.TryGetProperty("filter", out var filter) ? FilterTree.Of(filter) : null));
        }
    }

    private static string? Text(JsonElement parsed, string name) => parsed.TryGetProperty(name, out var text) ? text.GetString() : null;
}
