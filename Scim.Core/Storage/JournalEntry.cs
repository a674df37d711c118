using System.Collections.Immutable;

namespace Scim.Core.Storage;

/// <summary>A change in flight: on disk before the first product call, gone in the transaction that writes its result.</summary>
/// <param name="Id">UUID version 7.</param>
/// <param name="Type"><c>User</c> or <c>Group</c>.</param>
/// <param name="ResourceId">The resource that is changed or being made.</param>
/// <param name="Action">The audit action it began as.</param>
/// <param name="Names">Folded SCIM and product names that it holds: no other entry may hold one of them, whatever the replica.</param>
/// <param name="Plan">What is to be reached and how, as JSON of the provisioner's own.</param>
/// <param name="Owner">The running instance that works on it; another may take it over when that one is gone.</param>
/// <param name="Opened">When the request began.</param>
public sealed record JournalEntry(
    string Id,
    string Type,
    string ResourceId,
    string Action,
    ImmutableArray<string> Names,
    string Plan,
    string Owner,
    DateTimeOffset Opened);
