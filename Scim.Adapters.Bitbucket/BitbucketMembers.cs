using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;

namespace Scim.Adapters.Bitbucket;

/// <summary>Who is in which group: many are put in by one call, and taken out one by one.</summary>
internal sealed class BitbucketMembers(BitbucketRest bitbucket)
{
    /// <summary>Bitbucket documents no limit; it locks the group's directory for the whole call.</summary>
    public const int PerAddition = 100;

    public async Task<IReadOnlyList<MemberFailure>> AddAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct)
    {
        var failures = new List<MemberFailure>();

        // A name that stands there twice is refused.
        foreach (var part in members.DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Chunk(PerAddition))
        {
            await AddAsync(group, part, isWhole: true, failures, ct);
        }

        return failures;
    }

    /// <exception cref="ProductException">NotFound: the group is gone.</exception>
    public async Task<IReadOnlyList<MemberFailure>> RemoveAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct)
    {
        var failures = new List<MemberFailure>();
        foreach (var member in members)
        {
            var body = new BitbucketPair(member.Name, group.Name);
            var request = ProductRequest.Send(
                HttpMethod.Post, $"{Admin}/users/remove-group", ProductEffect.Idempotent, body, BitbucketJson.Default.BitbucketPair);
            if (await bitbucket.TryAsync(request, grants: false, ct) is { } refusal && await RemovalFaultAsync(group, member, refusal, ct) is { } fault)
            {
                failures.Add(new(member, fault));
            }
        }

        return failures;
    }

    public static ProductException Gone(ProductGroup group) => new(new ProductFault.NotFound($"Bitbucket has no group '{group.Name}' any more."));

    /// <summary>
    /// Adds a part of the members. An error names nobody, and whether the others are in by then isn't documented; adding again does no
    /// harm, so the part is halved until those that Bitbucket doesn't take stand alone.
    /// </summary>
    private async Task AddAsync(ProductGroup group, MemberRef[] part, bool isWhole, List<MemberFailure> failures, CancellationToken ct)
    {
        var body = new BitbucketNewMembers(group.Name, [.. part.Select(m => m.Name)]);
        var request = ProductRequest.Send(
            HttpMethod.Post, $"{Admin}/groups/add-users", ProductEffect.Idempotent, body, BitbucketJson.Default.BitbucketNewMembers);
        var answer = await bitbucket.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return;
        }

        if (isWhole || part.Length == 1)
        {
            var fault = await bitbucket.RefusalAsync(request, answer, grants: true, ct);
            if (fault is not (ProductFault.NotFound or ProductFault.Invalid))
            {
                throw new ProductException(fault);
            }

            if (isWhole && fault is ProductFault.NotFound && await bitbucket.GroupByNameAsync(group.Name, ct) is null)
            {
                throw Gone(group);
            }

            if (part is [var alone])
            {
                failures.Add(new(alone, fault is ProductFault.NotFound ? NoAccount(alone) : fault));
                return;
            }
        }

        await AddAsync(group, part[..(part.Length / 2)], isWhole: false, failures, ct);
        await AddAsync(group, part[(part.Length / 2)..], isWhole: false, failures, ct);
    }

    /// <summary>What a refused removal means; null where the account is no member. A 404 may be about the group, the account or the membership.</summary>
    private async Task<ProductFault?> RemovalFaultAsync(ProductGroup group, MemberRef member, ProductFault refusal, CancellationToken ct)
    {
        if (refusal is not ProductFault.NotFound)
        {
            return refusal is ProductFault.Invalid ? refusal : throw new ProductException(refusal);
        }

        if (await bitbucket.GroupByNameAsync(group.Name, ct) is null)
        {
            throw Gone(group);
        }

        return Identity(await bitbucket.UserByNameAsync(member.Name, ct)) == member.Key.Value ? null : NoAccount(member);
    }

    private static ProductFault.NotFound NoAccount(MemberRef member) =>
        new($"Bitbucket has no account '{member.Name}' with the id {member.Key} any more.");
}
