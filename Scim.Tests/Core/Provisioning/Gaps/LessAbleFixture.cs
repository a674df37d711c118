using System.Collections.Immutable;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Tests.Core.Provisioning.Users;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Gaps;

/// <summary>A gateway above a product that lacks something.</summary>
public abstract class LessAbleFixture(string store, ProductCapabilities lacks, bool hasAccess)
{
    /// <summary>Jira's seed has it, and it grants a seat.</summary>
    protected const string Licence = "jira-software-users";

    private protected TestGateway Gateway { get; private set; } = null!;

    private protected LessAbleJira Product => (LessAbleJira)Gateway.Get<IProductAdapter>();

    [SetUp]
    public async Task StartAsync()
    {
        Gateway = await GatewayOn.StartAsync(store, null, Settings, services => LessAbleJira.Replace(services, () => Gateway.Sandbox, lacks, hasAccess));
        await Gateway.FindNameAsync("nobody");
        Gateway.Sandbox.ForgetCalls();
    }

    [TearDown]
    public async Task StopAsync() => await Gateway.DisposeAsync();

    protected virtual IReadOnlyList<string> Settings => [];

    /// <summary>Who is in the group, as the product has it.</summary>
    protected ImmutableArray<string> InProduct(string group) => Gateway.Sandbox.Read().Group(group)!.Members;

    /// <summary>The notes of the request's only entry.</summary>
    private protected async Task<IReadOnlyList<string>> NotesAsync(Answer answer) => (await Gateway.EntriesAsync(answer)).Single().Notes;
}
