using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Confluence.ConfluenceRest;

namespace Scim.Adapters.Confluence;

/// <summary>
/// Confluence's users. An account is its <c>userKey</c>, which survives renames, but every write wants the login name in its path.
/// </summary>
internal sealed class ConfluenceUsers(ConfluenceRest confluence) : IProductUsers
{
    private readonly ConfluenceProfiles _profiles = new(confluence.Http);
    private readonly ConfluenceSeats _seats = new(confluence.Http);
    private readonly ConfluenceDeletion _deletion = new(confluence);

    public async Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) =>
        await confluence.UserByKeyAsync(lastSeen.Key, ct) is { } user ? Read(user) : null;

    public async Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct) =>
        await confluence.UserByNameAsync(name, ct) is { } user ? await confluence.WithAdministersAsync(user, ct) : null;

    public async Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct)
    {
        var body = new NewConfluenceUser(user.Name, user.DisplayName, user.Email, ThrowAwayPassword.Make(), NotifyViaEmail: false);
        var request = ProductRequest.Send(HttpMethod.Post, $"{Root}/admin/user", ProductEffect.Once, body, ConfluenceJson.Default.NewConfluenceUser);
        var answer = await confluence.Http.ExchangeAsync(request, ct);
        if (!answer.IsSuccess)
        {
            throw new ProductException(await CreationFaultAsync(user, request, answer, ct));
        }

        // Created, whatever is left of the answer; only the key is promised in it.
        var key = answer.Read(ConfluenceJson.Default.ConfluenceUser)?.UserKey ?? (await confluence.UserByNameAsync(user.Name, ct))?.UserKey;
        return key is not null
            ? new(new(key), user.Name, user.DisplayName, user.Email, Active: true)
            : throw new ProductException(new ProductFault.Ambiguous("Confluence says that it has made the account, but doesn't show it."));
    }

    public async Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct)
    {
        if (change.Name is not null)
        {
            throw new ProductException(new ProductFault.Unsupported("Confluence can't change a login name over REST: an administrator can, in its user management."));
        }

        if (change.IsNone)
        {
            return await FindAsync(user, ct) ?? throw Gone(user);
        }

        // Access first: it is the change that can't wait where another one is refused.
        if (change.Active is { } active)
        {
            var (switched, _) = await WriteAsync(
                user, name => ProductRequest.Put($"{Root}/admin/user/{Segment(name)}/{(active ? "enable" : "disable")}"), new(Active: active), ct);
            user = switched with { Active = active };
        }

        return change is { DisplayName: null, Email: null } ? user : await UpdateFieldsAsync(user, change, ct);
    }

    public async Task DeleteAsync(ProductUser user, CancellationToken ct)
    {
        try
        {
            var (_, submission) = await WriteAsync(user, name => ProductRequest.Delete($"{Root}/admin/user/{Segment(name)}"), new(), ct);
            await _deletion.WaitAsync(user, submission, ct);
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // Gone already.
        }
    }

    public IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct) => confluence
        .ListAsync($"{Root}/user/list?expand=status&", ConfluenceJson.Default.UserPage, user => user.UserKey ?? "", ct)
        .Where(IsKnown)
        .Select(Read);

    /// <summary>Confluence's update wants the full name and the address; what isn't known of them is never overwritten by a guess.</summary>
    private async Task<ProductUser> UpdateFieldsAsync(ProductUser user, ProductUserChange change, CancellationToken ct)
    {
        if ((change.Email ?? user.Email ?? await _profiles.EmailAsync(user.Name, ct)) is not { } email)
        {
            return user;
        }

        var body = new ConfluenceUserUpdate(change.DisplayName ?? user.DisplayName, email);
        var (updated, _) = await WriteAsync(
            user,
            name => ProductRequest.Send(
                HttpMethod.Put, $"{Root}/admin/user/{Segment(name)}", ProductEffect.Idempotent, body, ConfluenceJson.Default.ConfluenceUserUpdate),
            change,
            ct);
        return updated with { DisplayName = body.FullName, Email = email };
    }

    /// <summary>
    /// Sends a change of an account by its name as last seen; where Confluence misses that name, the key tells whether the account has another
    /// one by now, and the change is sent once more. Answers the account under the name that it has.
    /// </summary>
    private async Task<(ProductUser User, ProductAnswer Answer)> WriteAsync(
        ProductUser user, Func<string, ProductRequest> write, ProductUserChange change, CancellationToken ct)
    {
        var request = write(user.Name);
        var answer = await confluence.Http.ExchangeAsync(request, ct);
        var fault = answer.IsSuccess ? null : await FaultAsync(request, answer, change, ct);

        // Versions differ in how they miss an account on a change: 404, or 400 like any other refusal.
        if (fault is ProductFault.NotFound or ProductFault.Invalid { Field: null } && answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            var present = await FindAsync(user, ct) ?? throw Gone(user);
            if (present.Name != user.Name)
            {
                user = user with { Name = present.Name };
                request = write(user.Name);
                answer = await confluence.Http.ExchangeAsync(request, ct);
                fault = answer.IsSuccess ? null : await FaultAsync(request, answer, change, ct);
            }
            else if (fault is ProductFault.NotFound)
            {
                fault = new ProductFault.Unavailable($"Confluence misses '{user.Name}', but shows it: it is being deleted, or one of Confluence's nodes lags behind.");
            }
        }

        return fault is null ? (user, answer) : throw new ProductException(fault);
    }

    private async Task<ProductFault> FaultAsync(ProductRequest request, ProductAnswer answer, ProductUserChange change, CancellationToken ct)
    {
        // The call's path is missing as a whole, or known for deletions alone.
        if (answer is { Status: HttpStatusCode.NotFound, IsHtml: true } or { Status: HttpStatusCode.MethodNotAllowed } && await new ConfluenceVersion(confluence.Http).ReadAsync(ct) is { } version
            && version < ConfluenceVersion.WithUpdates && change is not { DisplayName: null, Email: null })
        {
            return new ProductFault.Unsupported(ConfluenceVersion.NoUpdates(version.ToString()));
        }

        return await confluence.RefusalAsync(request, answer, ct) switch
        {
            ProductFault.LicenceExceeded full => await _seats.FullAsync(full, ct),
            ProductFault.Invalid refused when answer.Status == HttpStatusCode.BadRequest =>
                refused with { Field = ConfluenceErrors.Field(name: null, change.DisplayName, change.Email) },
            var fault => fault,
        };
    }

    /// <summary>A 400 may mean a taken name too; it is looked for where nothing that was sent breaks a rule.</summary>
    private async Task<ProductFault> CreationFaultAsync(NewProductUser user, ProductRequest request, ProductAnswer answer, CancellationToken ct)
    {
        var fault = await confluence.RefusalAsync(request, answer, ct);
        if (fault is ProductFault.LicenceExceeded full)
        {
            return await _seats.FullAsync(full, ct);
        }

        if (fault is not ProductFault.Invalid refused || answer.Status != HttpStatusCode.BadRequest)
        {
            return fault;
        }

        var field = ConfluenceErrors.Field(user.Name, user.DisplayName, user.Email ?? "");
        return field is null && await confluence.UserByNameAsync(user.Name, ct) is { } holder
            ? new ProductFault.AlreadyExists($"Confluence already has an account with the login name '{holder.Username}'.")
            : refused with { Field = field };
    }

    private static ProductException Gone(ProductUser user) => new(new ProductFault.NotFound($"Confluence has no account with the key '{user.Key}' any more."));
}
