using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;

namespace Scim.Api.Endpoints;

/// <summary>
/// The user behind a token: the one whose externalId is the directory's id of the person, as Entra maps it unless told otherwise, else the one
/// whose userName the person logs in by.
/// </summary>
internal sealed class TokenBearer(UserProvisioner users)
{
    /// <exception cref="ScimException">501: the token is about no person; 404: the person is no user here.</exception>
    public async Task<string> FindIdAsync(ScimRequest request, CancellationToken ct)
    {
        var (objectId, name) = (request.Identity?.ObjectId, request.Identity?.LogInName);
        if (objectId is null && name is null)
        {
            throw new ScimException(new(
                StatusCodes.Status501NotImplemented, null, "/Me has no meaning here: the bearer token belongs to a client, not to a person."));
        }

        return await FindAsync("externalId", objectId) ?? await FindAsync("userName", name) ?? throw new ScimException(ScimError.NotFound(
            $"The token's person is no user here: nobody has the externalId '{objectId}' or the userName '{name}'."));

        // An externalId is unique only as far as the client keeps it so: of two, neither is meant.
        async Task<string?> FindAsync(string attribute, string? value)
        {
            var page = value is null ? null : await users.SearchAsync(new($"{attribute} eq {Quoted(value)}", Count: 2), request.Trail, ct);
            return page is { Total: 1, Resources: [var user] } ? user.Id : null;
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
