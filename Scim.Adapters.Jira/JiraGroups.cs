using System.Net;
using System.Runtime.CompilerServices;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Jira;

/// <summary>Jira's groups. A group is its name and nothing else: no key, no rename. Names are compared without case.</summary>
internal sealed class JiraGroups(JiraRest jira) : IProductGroups
{
    /// <summary>The server's own limit.</summary>
    private const int MemberPage = 50;

    /// <summary>Groups whose names contain the one that is looked for.</summary>
    private const int Picks = 1000;

    /// <summary>
    /// By the picker: it answers in every version, tells the stored case and reads no members. The exact alternative,
    /// <c>group/member</c>, doesn't tell the case and takes minutes on large groups with external directories; it is asked only
    /// where the picker admits that it left groups out.
    /// </summary>
    public async Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct)
    {
        var (groups, isAll) = await JiraGroupPicker.PickAsync(jira.Http, name, Picks, ct);
        if (groups.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Group(found.Name!);
        }

        return isAll || await MembersAsync(name, 0, 1, ct) is null ? null : Group(name);
    }

    public async Task<ProductGroup> CreateAsync(string name, CancellationToken ct)
    {
        var body = new JiraNamed(name);
        var request = ProductRequest.Send(HttpMethod.Post, $"{Root}/group", ProductEffect.Once, body, JiraJson.Default.JiraNamed);
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return Group(answer.Read(JiraJson.Default.JiraGroup)?.Name ?? name);
        }

        throw new ProductException(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict && await FindByNameAsync(name, ct) is { } taken
            ? new ProductFault.AlreadyExists($"Jira already has a group named '{taken.Name}'.")
            : await jira.RefusalAsync(request, answer, ct));
    }

    public Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct) =>
        throw new ProductException(new ProductFault.Unsupported("Jira can't rename a group."));

    public async Task DeleteAsync(ProductGroup group, CancellationToken ct)
    {
        var request = ProductRequest.Delete($"{Root}/group?groupname={Escape(group.Name)}");
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return;
        }

        // For a group that isn't there Jira's documentation lists both 400 and 404.
        var fault = await jira.RefusalAsync(request, answer, ct);
        var isGone = fault is ProductFault.NotFound || (fault is ProductFault.Invalid && await FindByNameAsync(group.Name, ct) is null);
        if (!isGone)
        {
            throw new ProductException(fault);
        }
    }

    public Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        EachAsync(group, members, isAddition: true, ct);

    public Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        EachAsync(group, members, isAddition: false, ct);

    public IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, CancellationToken ct) => ProductPages.CountedAsync(
        async (start, token) =>
        {
            var page = await MembersAsync(group.Name, start, MemberPage, token) ?? throw Gone(group);

            // The total changes with the group: only the page's own word means the end.
            return ((IReadOnlyList<ProductUser>)[.. (page.Values ?? []).Select(Read)], page.IsLast == true);
        },
        user => user.Key.Value,
        ct);

    public async IAsyncEnumerable<ProductGroup> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var group in await JiraGroupPicker.AllAsync(jira.Http, ct))
        {
            yield return Group(group.Name!);
        }
    }

    private async Task<IReadOnlyList<MemberFailure>> EachAsync(
        ProductGroup group, IReadOnlyList<MemberRef> members, bool isAddition, CancellationToken ct)
    {
        var failures = new List<MemberFailure>();
        foreach (var member in members)
        {
            var request = isAddition
                ? ProductRequest.Send(
                    HttpMethod.Post, $"{Root}/group/user?groupname={Escape(group.Name)}", ProductEffect.Idempotent, new(member.Name), JiraJson.Default.JiraNamed)
                : ProductRequest.Delete($"{Root}/group/user?groupname={Escape(group.Name)}&username={Escape(member.Name)}");
            var answer = await jira.Http.ExchangeAsync(request, ct);
            if (!answer.IsSuccess && await MemberFaultAsync(group, member, request, answer, isAddition, ct) is { } fault)
            {
                failures.Add(new(member, fault));
            }
        }

        return failures;
    }

    /// <summary>
    /// What a refused membership call means. "Is a member already" and "is no member" are 400 like any other refusal, and a 404 doesn't say
    /// which of the two is missing; the account's own answer, with its groups, tells most of it in one call.
    /// </summary>
    private async Task<ProductFault?> MemberFaultAsync(
        ProductGroup group, MemberRef member, ProductRequest request, ProductAnswer answer, bool isAddition, CancellationToken ct)
    {
        var fault = await jira.RefusalAsync(request, answer, ct);
        if (fault is not (ProductFault.NotFound or ProductFault.Invalid))
        {
            throw new ProductException(fault);
        }

        var user = await jira.UserByNameAsync(member.Name, ct);
        if (user is null || user.Key != member.Key.Value)
        {
            return await FindByNameAsync(group.Name, ct) is null
                ? throw Gone(group)
                : new ProductFault.NotFound($"Jira has no account '{member.Name}' with the key '{member.Key}' any more.");
        }

        var isIn = IsIn(user, group.Name);
        if (isIn ? isAddition : !isAddition && fault is ProductFault.Invalid)
        {
            return null;
        }

        if (!isIn && await FindByNameAsync(group.Name, ct) is null)
        {
            throw Gone(group);
        }

        if (!isIn && !isAddition)
        {
            return null;
        }

        if (isAddition && fault is ProductFault.Invalid && await new JiraSeats(jira.Http).FullAsync(group.Name, ct) is { } full)
        {
            throw new ProductException(full);
        }

        return fault is ProductFault.NotFound
            ? new ProductFault.Unavailable($"Jira misses '{member.Name}' or '{group.Name}', but shows both: one of its nodes may lag behind.")
            : isIn
                ? new ProductFault.Invalid($"'{member.Name}' is in '{group.Name}' through a nested group and can't be taken out there. {fault.Message}")
                : fault;
    }

    /// <summary>A page of members; null where there is no such group.</summary>
    private async Task<JiraMemberPage?> MembersAsync(string group, int start, int count, CancellationToken ct)
    {
        var request = ProductRequest.List(
            $"{Root}/group/member?groupname={Escape(group)}&includeInactiveUsers=true&startAt={start}&maxResults={count}");
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return answer.Read(JiraJson.Default.JiraMemberPage) ?? throw new ProductException(
                new ProductFault.Unavailable("Jira's list of members can't be read."));
        }

        var fault = jira.Http.Fault(request, answer);
        return fault is ProductFault.NotFound ? null : throw new ProductException(fault);
    }

    // Jira compares groups by their lower-case names, so that is the identity a group has.
    private static ProductGroup Group(string name) => new(new(name.ToLowerInvariant()), name);

    private static ProductException Gone(ProductGroup group) => new(new ProductFault.NotFound($"Jira has no group '{group.Name}' any more."));
}
