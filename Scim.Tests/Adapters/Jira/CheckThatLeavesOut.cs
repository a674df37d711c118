using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Jira;

/// <summary>Leaves out what is inherited beside it.</summary>
[LeavesOut(typeof(UserContract), "Nobody looked.")]
internal static class CheckThatLeavesOut;
