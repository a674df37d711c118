using System.Text;
using NUnit.Framework;
using Scim.Core.Dialects;

namespace Scim.Tests.Core.Dialects;

[TestFixture]
public sealed class ClientSignsTests
{
    [TestCase("Okta SCIM Client 1.0.0", null, "okta")]
    [TestCase("okta scim client", null, "okta")]
    [TestCase("Azure AD provisioning", null, "entra")]
    [TestCase("OneLogin", "?count=1", "onelogin")]
    [TestCase("JumpCloud/1", null, "jumpcloud")]
    [TestCase("PingFederate/12.1", null, "ping")]
    [TestCase("Keycloak", null, "keycloak")]
    [TestCase(null, "?aadOptscim062020", "entra")]
    [TestCase("Okta SCIM Client 1.0.0", "?filter=x&AADOPTSCIM062020=1", "entra")]
    [TestCase("CentralDirectory/2", null, "auto")]
    [TestCase("curl/8.5.0", "?filter=userName+eq+%22okta%22", "auto")]
    [TestCase("", "", "auto")]
    [TestCase(null, null, "auto")]
    public void The_head_of_a_request_gives_its_client_away(string? userAgent, string? query, string expected)
    {
        Assert.That(ClientDialect.Find("auto")!.Of(userAgent, query).Name, Is.EqualTo(expected));
    }

    [TestCase("""{"Operations":[{"op":"Replace","path":"active","value":"False"}]}""", "entra")]
    [TestCase("""{"Operations":[{"op":"add"},{"path":"title","op" :  "Add"}]}""", "entra")]
    [TestCase("""{"Operations":[{"op":"replace","path":"title","value":"{\"op\":\"Replace\"}"}]}""", "auto")]
    [TestCase("""{"Operations":[{"op":"REPLACE","path":"title","value":"x"}]}""", "auto")]
    [TestCase("""{"Operations":[{"op":7}]}""", "auto")]
    [TestCase("""{"Operations":[{"op":""", "auto")]
    [TestCase("\"op\"", "auto")]
    [TestCase("", "auto")]
    public void The_body_of_a_patch_gives_Entra_away_by_its_capital(string body, string expected)
    {
        Assert.That(ClientDialect.Find("auto")!.OfPatch(Encoding.UTF8.GetBytes(body)).Name, Is.EqualTo(expected));
    }

    [Test]
    public void A_dialect_that_was_chosen_stays()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var dialect in ClientDialect.Names.Where(name => name != "auto").Select(name => ClientDialect.Find(name)!))
            {
                Assert.That(dialect.Of("Okta SCIM Client 1.0.0", "?aadOptscim062020"), Is.SameAs(dialect));
                Assert.That(dialect.OfPatch("""{"op":"Replace"}"""u8), Is.SameAs(dialect));
            }
        }
    }
}
