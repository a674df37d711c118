using System.Diagnostics;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>Tells the product one step after the other, and stops at the first that fails. Never throws for what the product says.</summary>
internal sealed class StepRunner(IProductAdapter adapter, MembershipRunner memberships, ConfirmedNames names)
{
    private IAccountAccess Access => adapter.Access
        ?? throw new ProductException(new ProductFault.Unsupported($"{adapter.Descriptor.DisplayName} has no access that could be taken and given back."));

    /// <param name="steps">The plan.</param>
    /// <param name="report">Starts with the account or group that the plan is about, if there is one; filled as the plan goes.</param>
    /// <param name="ct">The host's stopping, not the client's hanging up: work once begun goes on to its end.</param>
    public async Task RunAsync(IReadOnlyList<Step> steps, StepReport report, CancellationToken ct)
    {
        ProductCalls.ListenToo(call => report.MayHaveActed |= call.MayHaveActed);
        foreach (var step in steps)
        {
            try
            {
                await RunAsync(step, report, ct);
            }
            catch (ProductException e) when (e.Fault is ProductFault.NotFound)
            {
                report.IsLost = true;
            }
            catch (ProductException e)
            {
                report.Fail(e.Fault);
            }

            if (!report.IsDone)
            {
                return;
            }
        }
    }

    private Task RunAsync(Step step, StepReport report, CancellationToken ct) => step switch
    {
        Step.CreateUser s => CreateAsync(s.User, report, ct),
        Step.UpdateUser s => UpdateAsync(s.Change, report, ct),
        Step.DeleteUser => adapter.Users.DeleteAsync(report.User!, ct),
        Step.RemoveAccess s => Access.RemoveAsync(report.User!, s.Access, ct),
        Step.GiveBackAccess s => Access.GiveBackAsync(report.User!, s.Access, ct),
        Step.RevokeCredentials => Access.RevokeCredentialsAsync(report.User!, ct),
        Step.JoinGroup s => memberships.JoinAsync(s.GroupName, report.User!, ct),
        Step.RejoinGroup s => memberships.RejoinAsync(s.Group, report.User!, ct),
        Step.LeaveGroup s => LeaveAsync(s, report, ct),
        Step.CreateGroup s => CreateAsync(s.Name, report, ct),
        Step.RenameGroup s => RenameAsync(s.Name, report, ct),
        Step.DeleteGroup => adapter.Groups.DeleteAsync(report.Group!, ct),
        Step.AddMembers s => memberships.AddAsync(report, s.Ids, ct),
        Step.RemoveMembers s => memberships.RemoveAsync(report, s.Ids, s.MayStay, ct),
        _ => throw new UnreachableException(),
    };

    private async Task CreateAsync(NewProductUser user, StepReport report, CancellationToken ct)
    {
        try
        {
            report.User = await adapter.Users.CreateAsync(user, ct);
        }
        catch (ProductException e) when (e.Fault is ProductFault.Ambiguous)
        {
            // It may be done: look. What is there and looks as it was sent is ours; what isn't there may be sent again, once.
            report.MaybeMade = true;
            var found = await adapter.Users.FindByNameAsync(user.Name, ct);
            if (found is not null && !IsAsSent(found, user))
            {
                throw new ProductException(new ProductFault.AlreadyExists($"The name '{user.Name}' is taken."));
            }

            report.User = found ?? await adapter.Users.CreateAsync(user, ct);
        }

        report.Created = true;
        names.Confirm(report.User);
    }

    /// <summary>Whether an account found after a lost answer is the one that was to be made.</summary>
    public static bool IsAsSent(ProductUser found, NewProductUser sent) =>
        found is { Active: true, Administers: not true }
        && string.Equals(found.DisplayName, sent.DisplayName, StringComparison.Ordinal)
        && (found.Email is null || string.Equals(found.Email, sent.Email, StringComparison.OrdinalIgnoreCase));

    private async Task UpdateAsync(ProductUserChange change, StepReport report, CancellationToken ct)
    {
        report.User = await adapter.Users.UpdateAsync(report.User!, change, ct);
        names.Confirm(report.User);
    }

    private async Task LeaveAsync(Step.LeaveGroup step, StepReport report, CancellationToken ct)
    {
        await memberships.LeaveAsync(step.Group, report.User!, ct);
        report.Leave(step.GroupId);
    }

    private async Task CreateAsync(string name, StepReport report, CancellationToken ct)
    {
        try
        {
            report.Group = await adapter.Groups.CreateAsync(name, ct);
        }
        catch (ProductException e) when (e.Fault is ProductFault.Ambiguous)
        {
            // An empty group of this name is what was to be made, whoever made it. One with members was there before us.
            report.MaybeMade = true;
            var found = await adapter.Groups.FindByNameAsync(name, ct);
            if (found is not null && await HasMembersAsync(found, ct))
            {
                throw new ProductException(new ProductFault.AlreadyExists($"The group name '{name}' is taken."));
            }

            report.Group = found ?? await adapter.Groups.CreateAsync(name, ct);
        }

        report.Created = true;
    }

    private async Task<bool> HasMembersAsync(ProductGroup group, CancellationToken ct)
    {
        await using var members = adapter.Groups.ListMembersAsync(group, ct).GetAsyncEnumerator(ct);
        return await members.MoveNextAsync();
    }

    private async Task RenameAsync(string name, StepReport report, CancellationToken ct) =>
        report.Group = await adapter.Groups.RenameAsync(report.Group!, name, ct);
}
