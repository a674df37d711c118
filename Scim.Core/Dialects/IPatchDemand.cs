using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>What a profile demands of an operation of a PATCH beyond the RFCs: the opposite of a tolerance, and as easily taken out.</summary>
internal interface IPatchDemand : IQuirk
{
    /// <param name="operation">As it came, with or without a path.</param>
    /// <returns>The refusal, or null where the operation meets the demand.</returns>
    ScimError? Refusal(RequestedOperation operation, ResourceType type);
}
