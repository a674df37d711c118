using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>An adapter, started for one test, with what the test may see and turn behind its back.</summary>
/// <param name="adapter">The adapter, its HTTP over <paramref name="sandbox"/> and its waits over <paramref name="clock"/>.</param>
/// <param name="sandbox">The product.</param>
/// <param name="clock">The clock of both.</param>
/// <param name="owner">What is disposed at the end, such as the service provider that made the adapter.</param>
public sealed class ProductUnderTest(IProductAdapter adapter, ProductSandbox sandbox, HastyClock clock, IAsyncDisposable owner) : IAsyncDisposable
{
    public IProductAdapter Adapter { get; } = adapter;

    public IProductUsers Users => Adapter.Users;

    public IProductGroups Groups => Adapter.Groups;

    public HastyClock Clock { get; } = clock;

    /// <summary>What can go wrong on the way to the product.</summary>
    public FaultDial Faults => sandbox.Faults;

    /// <summary>What the product holds, seen past the adapter.</summary>
    public SandboxState Truth => sandbox.Read();

    /// <summary>The calls that reached the product since <see cref="ForgetCalls"/>.</summary>
    public IReadOnlyList<SandboxCall> Calls => sandbox.Calls;

    /// <summary>The writing calls among them.</summary>
    public IEnumerable<SandboxCall> Writes => Calls.Where(c => c.Method != "GET");

    /// <summary>Renames an account at the product itself; null where the product can't.</summary>
    public Action<string, string>? RenameOutside { get; init; }

    /// <summary>Deletes an account at the product itself.</summary>
    public required Action<string> RemoveUserOutside { get; init; }

    /// <summary>Deletes a group at the product itself.</summary>
    public required Action<string> RemoveGroupOutside { get; init; }

    /// <summary>Makes the product refuse the gateway's credentials from now on.</summary>
    public required Action RefuseCredentials { get; init; }

    /// <summary>Takes the right to administer from the gateway's account.</summary>
    public required Action TakeAdministration { get; init; }

    /// <summary>The login name of the gateway's account.</summary>
    public required string OwnName { get; init; }

    /// <summary>A group that grants the product's administration.</summary>
    public required string AdministrationGroup { get; init; }

    /// <summary>A group that grants access to the product.</summary>
    public required string LicenceGroup { get; init; }

    /// <summary>Grants something in the product as a whole to an account itself; null where only groups grant.</summary>
    public Action<string>? GrantOutside { get; init; }

    /// <summary>Gives an account tokens and keys of its own; null where the product has none.</summary>
    public Action<string>? AddCredentialsOutside { get; init; }

    /// <summary>How many tokens and keys an account holds.</summary>
    public Func<string, int> CountCredentials { get; init; } = _ => 0;

    /// <summary>Leaves the product without a free seat; null where the product under test has no limit.</summary>
    public Action? FillSeats { get; init; }

    /// <summary>What this installation lacks of what the descriptor declares.</summary>
    public ProductCapabilities Lacks { get; init; }

    /// <summary>Whether the product shows addresses where it shows accounts; otherwise they are unknown there.</summary>
    public bool ShowsEmail { get; init; } = true;

    /// <summary>Whether the product itself lets every new account in, by putting it into <see cref="LicenceGroup"/>.</summary>
    public bool LetsNewAccountsIn { get; init; }

    public bool Can(ProductCapabilities capability) => Adapter.Descriptor.Can(capability) && (Lacks & capability) == ProductCapabilities.None;

    /// <summary>The account as a look-up shows it.</summary>
    public ProductUser Shown(ProductUser made) => ShowsEmail ? made : made with { Email = null };

    public void ForgetCalls() => sandbox.ForgetCalls();

    /// <summary>An account, made through the adapter.</summary>
    public Task<ProductUser> UserAsync(string name) => Users.CreateAsync(new(name, $"{name} Example", $"{name}@example.com"), CancellationToken.None);

    /// <summary>A group, made through the adapter, with these members.</summary>
    public async Task<ProductGroup> GroupAsync(string name, params ProductUser[] members)
    {
        var group = await Groups.CreateAsync(name, CancellationToken.None);
        await Groups.AddMembersAsync(group, [.. members.Select(Ref)], CancellationToken.None);
        return group;
    }

    /// <summary>The login names of a group's members, as the product has them.</summary>
    public IReadOnlyList<string> MembersOf(string group) => Truth.Group(group)?.Members ?? [];

    public static MemberRef Ref(ProductUser user) => new(user.Key, user.Name);

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
