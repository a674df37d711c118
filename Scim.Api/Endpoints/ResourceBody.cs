using System.Collections.Immutable;
using System.Text.Json;
using Scim.Api.Answers;
using Scim.Core.Provisioning;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>A resource as a JSON object; a group's members are read and written page by page, and only where they are answered.</summary>
internal static class ResourceBody
{
    public static async Task WriteAsync(
        JsonAnswer answer, StoredResource resource, ScimRequest request, IServiceProvider services, CancellationToken ct)
    {
        answer.Json.WriteStartObject();
        ResourceWriter.WriteAttributes(answer.Json, resource.Resource, request.Projection, request.BaseUrl);
        if (resource.Resource.Type.Members is { } members && request.Projection.Includes(members))
        {
            var groups = services.GetRequiredService<GroupProvisioner>();
            await WriteMembersAsync(answer, members, await groups.MembersAsync(resource, request.Trail, ct), request, ct);
        }

        answer.Json.WriteEndObject();
    }

    /// <summary>
    /// The resources as the client wants them: users with their <c>groups</c>, for which the store is asked once, and only where they are
    /// answered.
    /// </summary>
    public static Task<ImmutableArray<StoredResource>> WithGroupsAsync(
        ImmutableArray<StoredResource> resources, ScimRequest request, IServiceProvider services, CancellationToken ct) =>
        resources.Any(r => r.Resource.Type.Groups is { } groups && request.Projection.Includes(groups))
            ? services.GetRequiredService<UserProvisioner>().WithGroupsAsync(resources, ct)
            : Task.FromResult(resources);

    // RFC 7643 §4.2
    private static async Task WriteMembersAsync(
        JsonAnswer answer, AttributeDefinition members, IAsyncEnumerable<Member> list, ScimRequest request, CancellationToken ct)
    {
        var json = answer.Json;
        var (value, reference, type, display) = (Wanted("value"), Wanted("$ref"), Wanted("type"), Wanted("display"));
        json.WriteStartArray(members.Name);
        await foreach (var member in list.WithCancellation(ct))
        {
            json.WriteStartObject();
            WriteIf(json, value, "value", member.Id);
            WriteIf(json, reference, "$ref", $"{request.BaseUrl}/Users/{member.Id}");
            WriteIf(json, type, "type", "User");
            WriteIf(json, display, "display", member.Display);
            json.WriteEndObject();
            await answer.BreatheAsync(ct);
        }

        json.WriteEndArray();

        bool Wanted(string name) => members.Sub(name) is not { } sub || request.Projection.Includes(sub);
    }

    private static void WriteIf(Utf8JsonWriter json, bool wanted, string name, string? text)
    {
        if (wanted && text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
