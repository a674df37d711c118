namespace Scim.Tests.Conformance;

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class RfcAttribute(params string[] requirements) : Attribute { public IReadOnlyList<string> Requirements { get; } = requirements; }
