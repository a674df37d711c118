using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Nothing;

/// <summary>Leaves out one contract properly, one without a reason, and something that is none.</summary>
[LeavesOut(typeof(ListContract), "It is too short to have pages.")]
[LeavesOut(typeof(FaultContract), " ")]
[LeavesOut(typeof(string), "It is no contract.")]
internal static class CheckWithReasons;
