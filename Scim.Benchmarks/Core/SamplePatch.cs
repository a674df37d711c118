using System.Text;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Core;

/// <summary>Entra's usual change of a user, four operations with quirks, and the user before it.</summary>
internal static class SamplePatch
{
    public static readonly byte[] Body = Encoding.UTF8.GetBytes("""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
         {"op":"Replace","path":"displayName","value":"Tim Vogt-Reuter"},
         {"op":"Replace","path":"name.familyName","value":"Vogt-Reuter"},
         {"op":"Replace","path":"emails[type eq \"work\"].value","value":"tim.reuter@fabrikam.example"},
         {"op":"Replace","path":"active","value":"False"}]}
        """);

    public static Resource User(ResourceType type) => ResourceDocument.Read(
        """
        {"userName":"tim.vogt@fabrikam.example","externalId":"tvogt","displayName":"Tim Vogt","active":true,
         "name":{"givenName":"Tim","familyName":"Vogt"},"emails":[{"value":"tim.vogt@fabrikam.example","type":"work","primary":true}]}
        """,
        type);
}
