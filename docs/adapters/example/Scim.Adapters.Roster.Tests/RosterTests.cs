using Scim.Adapters.Contract;

namespace Scim.Adapters.Roster.Tests;

#region contracts
/// <summary>The adapter is held against every contract, but for those that the last class leaves out.</summary>
public static class RosterTests
{
    public sealed class Users : UserContract
    {
        protected override Task<ProductUnderTest> StartAsync() => RosterUnderTest.StartAsync();
    }

    public sealed class Groups : GroupContract
    {
        protected override Task<ProductUnderTest> StartAsync() => RosterUnderTest.StartAsync();
    }

    public sealed class Memberships : MembershipContract
    {
        protected override Task<ProductUnderTest> StartAsync() => RosterUnderTest.StartAsync();
    }

    public sealed class Lists : ListContract
    {
        protected override Task<ProductUnderTest> StartAsync() => RosterUnderTest.StartAsync();
    }

    public sealed class Probe : ProbeContract
    {
        protected override Task<ProductUnderTest> StartAsync() => RosterUnderTest.StartAsync();
    }

    [LeavesOut(typeof(FaultContract), "A file has no network in front of it on which calls could be lost, doubled or throttled.")]
    [LeavesOut(typeof(AccessContract), "A roster has an active flag.")]
    public sealed class Coverage : CoverageContract;
}
#endregion
