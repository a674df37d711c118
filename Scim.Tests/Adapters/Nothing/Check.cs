namespace Scim.Tests.Adapters.Nothing;

/// <summary>Stands where no fixture is.</summary>
internal static class Check;
