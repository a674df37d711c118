namespace Scim.Api.Storage;

/// <summary>How much the store holds.</summary>
/// <param name="Pending">Changes in flight.</param>
internal sealed record Census(int ActiveUsers, int InactiveUsers, int Groups, int Pending);
