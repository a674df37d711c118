namespace Scim.Benchmarks.Core;

/// <summary>A user as Entra's default mapping creates one, some 1.5 KB.</summary>
internal static class SampleUser
{
    public const string Json = """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "externalId": "2f6c4a0e-9f0a-4c36-8f2b-6d1a5b9f7e11",
          "userName": "barbara.jensen@example.com",
          "name": { "formatted": "Barbara Jane Jensen", "familyName": "Jensen", "givenName": "Barbara", "middleName": "Jane" },
          "displayName": "Barbara Jensen",
          "title": "Senior Engineer for Building Services",
          "preferredLanguage": "en-GB",
          "active": true,
          "emails": [
            { "value": "barbara.jensen@example.com", "type": "work", "primary": true },
            { "value": "babs@example.org", "type": "other" }
          ],
          "phoneNumbers": [
            { "value": "+44 20 7946 0958", "type": "work" },
            { "value": "+44 7700 900123", "type": "mobile" },
            { "value": "+44 20 7946 0959", "type": "fax" }
          ],
          "addresses": [
            {
              "type": "work", "formatted": "1 High Street, London N1 1AA", "streetAddress": "1 High Street", "locality": "London",
              "region": "Greater London", "postalCode": "N1 1AA", "country": "GB"
            }
          ],
          "roles": [ { "value": "developer", "display": "Developer", "primary": true } ],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "employeeNumber": "701984", "costCenter": "4130", "organization": "Example Ltd", "division": "Engineering", "department": "Buildings",
            "manager": { "value": "0191d4c8-7c1e-7a10-9a53-2b1f0c7d9e42" }
          },
          "meta": { "resourceType": "User" }
        }
        """;
}
