using Scim.Core.Protocol;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>One operation of a bulk request as it came; what is missing is null, or empty.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Data">The JSON of its body, a part of the request's.</param>
/// <param name="Fault">What is wrong with its form; the others can be done all the same.</param>
internal sealed record BulkOperation(
    int Index, string? Method, string? BulkId, string? Version, string? Path, ReadOnlyMemory<byte> Data, ScimError? Fault)
{
    public string Where => $"Operations[{Index}]";
}
