using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Jira;

/// <summary>Jira's users. An account is its <c>key</c>, which survives renames; its <c>name</c> is the login name.</summary>
internal sealed class JiraUsers(JiraRest jira, JiraOptions options) : IProductUsers
{
    private readonly JiraUserListing _listing = new(jira.Http, options);

    public async Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) => await FindAsync(lastSeen.Key, ct);

    public async Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct)
    {
        var user = await jira.UserByNameAsync(name, ct);
        return user is null ? null : await jira.WithAdministersAsync(user, ct);
    }

    public async Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct)
    {
        var body = new NewJiraUser(user.Name, user.Email, user.DisplayName, Notification: "false", ApplicationKeys: []);
        var request = ProductRequest.Send(HttpMethod.Post, $"{Root}/user", ProductEffect.Once, body, JiraJson.Default.NewJiraUser);
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (!answer.IsSuccess)
        {
            throw new ProductException(await NameFaultAsync(request, answer, user.Name, self: null, ct));
        }

        // Created, whatever is left of the answer; only key and name are promised in it.
        if (answer.Read(JiraJson.Default.JiraUser) is { Key: not null, Name: not null } made)
        {
            return Read(made with { DisplayName = made.DisplayName ?? user.DisplayName });
        }

        var found = await jira.UserByNameAsync(user.Name, ct);
        return found is not null
            ? Read(found)
            : throw new ProductException(new ProductFault.Ambiguous("Jira says that it has made the account, but doesn't show it."));
    }

    public async Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct)
    {
        if (change.IsNone)
        {
            return await FindAsync(user.Key, ct) ?? throw Gone(user);
        }

        var body = new JiraUserUpdate(change.Name, change.Email, change.DisplayName, change.Active);
        var request = ProductRequest.Send(
            HttpMethod.Put, $"{Root}/user?key={Escape(user.Key.Value)}", ProductEffect.Idempotent, body, JiraJson.Default.JiraUserUpdate);
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return answer.Read(JiraJson.Default.JiraUser) is { Key: not null, Name: not null } updated
                ? Read(updated)
                : await FindAsync(user.Key, ct) ?? throw Gone(user);
        }

        if (answer.Status == HttpStatusCode.BadRequest && await FindAsync(user.Key, ct) is { } present)
        {
            // A repeated attempt may be refused because the first one was done.
            if (Has(present, change))
            {
                return present;
            }

            if (JiraErrors.SaysNothingToChange(answer))
            {
                throw new ProductException(new ProductFault.Unsupported("This Jira can't change the active flag over REST: it takes version 8.3 or later."));
            }

            if (change.Active == true && await new JiraSeats(jira.Http).FullAsync(group: null, ct) is { } full && JiraErrors.Field(answer) is null)
            {
                throw new ProductException(full);
            }
        }

        throw new ProductException(change.Name is null
            ? await jira.RefusalAsync(request, answer, ct)
            : await NameFaultAsync(request, answer, change.Name, user.Key.Value, ct));
    }

    public async Task DeleteAsync(ProductUser user, CancellationToken ct)
    {
        var request = ProductRequest.Delete($"{Root}/user?key={Escape(user.Key.Value)}");
        var answer = await jira.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return;
        }

        var fault = await jira.RefusalAsync(request, answer, ct);
        if (fault is not ProductFault.NotFound)
        {
            throw new ProductException(fault);
        }
    }

    public IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct) => _listing.ListAsync(ct);

    private async Task<ProductUser?> FindAsync(ProductKey key, CancellationToken ct)
    {
        var user = await jira.Http.FindAsync($"{Root}/user?key={Escape(key.Value)}", JiraJson.Default.JiraUser, ct);
        return user is null or { Deleted: true } ? null : Read(user);
    }

    /// <summary>A complaint about the name is "in use" or "not allowed", in the same shape: whether somebody has it tells which.</summary>
    private async Task<ProductFault> NameFaultAsync(ProductRequest request, ProductAnswer answer, string name, string? self, CancellationToken ct)
    {
        var field = JiraErrors.Field(answer);
        var isAboutName = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict && field is "name" or null;
        return isAboutName && await jira.UserByNameAsync(name, ct) is { } holder && holder.Key != self
            ? new ProductFault.AlreadyExists($"Jira already has an account with the login name '{holder.Name ?? name}'.")
            : await jira.RefusalAsync(request, answer, ct);
    }

    private static bool Has(ProductUser user, ProductUserChange change) =>
        (change.Name is null || user.Name == change.Name)
        && (change.DisplayName is null || user.DisplayName == change.DisplayName)
        && (change.Email is null || user.Email == change.Email)
        && (change.Active is null || user.Active == change.Active);

    private static ProductException Gone(ProductUser user) => new(new ProductFault.NotFound($"Jira has no account with the key '{user.Key}' any more."));
}
