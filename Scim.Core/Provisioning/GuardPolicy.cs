namespace Scim.Core.Provisioning;

/// <summary>How many accounts may end in a while (configuration <c>Scim:Guard</c>).</summary>
public sealed class GuardPolicy
{
    /// <summary>Users that may be deactivated or deleted in one <see cref="Window"/>; the next one is 503 until <c>scim guard release</c>. Zero: any number.</summary>
    public int MaxDeactivations { get; init; }

    /// <summary>How long a deactivation or deletion counts.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);
}
