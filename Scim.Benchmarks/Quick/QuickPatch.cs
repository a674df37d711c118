using Scim.Benchmarks.Core;
using Scim.Core.Dialects;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Quick;

/// <summary>The PATCH engine with Entra's usual change of a user.</summary>
internal static class QuickPatch
{
    public static IReadOnlyList<QuickStep> Steps()
    {
        var limits = new ScimLimits();
        var entra = ClientDialect.Find("entra")!;
        var type = SchemaCatalog.Create().User;
        var user = SamplePatch.User(type);
        var requested = PatchBody.Read(SamplePatch.Body, limits, lenient: true);
        var bound = entra.Bind(requested, type, limits, Unheard);
        return
        [
            new("read, bind, apply", () => PatchEngine.Apply(user, entra.ReadPatch(SamplePatch.Body, type, limits, Unheard))),
            new("read", () => PatchBody.Read(SamplePatch.Body, limits, lenient: true).Length == 0 ? null : bound),
            new("bind", () => entra.Bind(requested, type, limits, Unheard).Length == 0 ? null : user),
            new("bind, apply", () => PatchEngine.Apply(user, entra.Bind(requested, type, limits, Unheard))),
            new("apply", () => PatchEngine.Apply(user, bound)),
        ];

        static void Unheard(string note)
        {
        }
    }
}
