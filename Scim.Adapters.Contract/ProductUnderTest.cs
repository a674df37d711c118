using System.Runtime.CompilerServices;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>
/// An adapter, started for one test, with what the test may see and turn behind its back. What a product doesn't have is left out: the
/// tests that need it are ignored and say so.
/// </summary>
public sealed class ProductUnderTest : IAsyncDisposable
{
    private readonly Func<SandboxState> _truth;
    private readonly IAsyncDisposable _owner;

    /// <summary>An adapter over a sandbox: calls, faults and clock are there.</summary>
    /// <param name="adapter">The adapter, its HTTP over <paramref name="sandbox"/> and its waits over <paramref name="clock"/>.</param>
    /// <param name="sandbox">The product.</param>
    /// <param name="clock">The clock of both.</param>
    /// <param name="owner">What is disposed at the end, such as the service provider that made the adapter.</param>
    public ProductUnderTest(IProductAdapter adapter, ProductSandbox sandbox, HastyClock clock, IAsyncDisposable owner)
        : this(adapter, sandbox.Read, owner)
    {
        CallLog = new SandboxCallLog(sandbox);
        FaultDial = sandbox.Faults;
        HastyClock = clock;
    }

    /// <summary>An adapter over any product, one without HTTP too; what is known of it beyond its truth is given besides.</summary>
    /// <param name="truth">What the product holds now, seen past the adapter.</param>
    /// <param name="owner">What is disposed at the end.</param>
    public ProductUnderTest(IProductAdapter adapter, Func<SandboxState> truth, IAsyncDisposable owner)
    {
        Adapter = adapter;
        _truth = truth;
        _owner = owner;
    }

    public IProductAdapter Adapter { get; }

    public IProductUsers Users => Adapter.Users;

    public IProductGroups Groups => Adapter.Groups;

    /// <summary>Where the product writes down the calls that reach it; null: it counts none.</summary>
    public ICallLog? CallLog { get; init; }

    /// <summary>What can go wrong on the way to the product; null: there is no way, as to a file.</summary>
    public FaultDial? FaultDial { get; init; }

    /// <summary>The clock that the adapter waits by; null: it waits for nothing.</summary>
    public HastyClock? HastyClock { get; init; }

    internal HastyClock Clock => Given(HastyClock);

    internal FaultDial Faults => Given(FaultDial);

    /// <summary>What the product holds, seen past the adapter.</summary>
    public SandboxState Truth => _truth();

    /// <summary>The calls that reached the product since <see cref="ForgetCalls"/>.</summary>
    internal IReadOnlyList<SandboxCall> Calls => Given(CallLog).Calls;

    /// <summary>The writing calls among them.</summary>
    internal IEnumerable<SandboxCall> Writes => Calls.Where(c => c.Method != "GET");

    /// <summary>Renames an account at the product itself; null where the product can't.</summary>
    public Action<string, string>? RenameOutside { get; init; }

    /// <summary>Deletes an account at the product itself.</summary>
    public required Action<string> RemoveUserOutside { get; init; }

    /// <summary>Deletes a group at the product itself.</summary>
    public required Action<string> RemoveGroupOutside { get; init; }

    /// <summary>Makes the product refuse the gateway's credentials from now on; null where it asks for none.</summary>
    public Action? RefuseCredentials { get; init; }

    /// <summary>Takes the right to administer from the gateway's account; null where it can't be taken.</summary>
    public Action? TakeAdministration { get; init; }

    /// <summary>The login name of the gateway's account.</summary>
    public required string OwnName { get; init; }

    /// <summary>A group that grants the product's administration; null where none does.</summary>
    public string? AdministrationGroup { get; init; }

    /// <summary>A group that grants access to the product; null where none does.</summary>
    public string? LicenceGroup { get; init; }

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

    internal void ForgetCalls() => Given(CallLog).Forget();

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
    public IReadOnlyList<string> MembersOf(string? group) => (group is null ? null : Truth.Group(group))?.Members ?? [];

    public static MemberRef Ref(ProductUser user) => new(user.Key, user.Name);

    /// <summary>The part; leaves the test out where the product has none.</summary>
    internal static T Given<T>(T? part, [CallerArgumentExpression(nameof(part))] string name = "")
        where T : class
    {
        if (part is null)
        {
            Assert.Ignore($"The product under test has no {name.Split('.')[^1]}.");
        }

        return part!;
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
