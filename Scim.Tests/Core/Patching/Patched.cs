using System.Collections.Immutable;
using System.Text;
using Scim.Core.Dialects;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Vectors;

namespace Scim.Tests.Core.Patching;

/// <summary>A user or group in JSON, patched by operations in JSON, for tests that read like the requests.</summary>
internal static class Patched
{
    public static ResourceType UserType => PatchVector.Catalog.User;

    public static ResourceType GroupType => PatchVector.Catalog.Group;

    public static Resource User(string json = "{}") => ResourceDocument.Read(json, UserType);

    public static ImmutableArray<PatchOperation> Bind(string operations, ResourceType? type = null, string dialect = "auto", Action<string>? note = null) =>
        ClientDialect.Find(dialect)!.ReadPatch(
            Encoding.UTF8.GetBytes($$"""{"Operations":[{{operations}}]}"""), type ?? UserType, new ScimLimits(), note ?? (_ => { }));

    public static PatchOutcome By(this Resource before, string operations, string dialect = "auto") =>
        PatchEngine.Apply(before, Bind(operations, before.Type, dialect));

    public static ScimError Refusal(this Resource before, string operations, string dialect = "auto")
    {
        try
        {
            before.By(operations, dialect);
        }
        catch (ScimException refused)
        {
            return refused.Error;
        }

        throw new InvalidOperationException("The operations were not refused.");
    }

    public static string Json(this Resource resource) => ResourceDocument.Write(resource);
}
