namespace Scim.Core.Adapters;

/// <summary>
/// Says that this assembly is an adapter: <code>[assembly: ScimAdapter(typeof(RosterModule))]</code> The gateway reads it before it runs
/// anything of the assembly.
/// </summary>
/// <param name="module">A public class with a constructor without parameters that implements <see cref="IAdapterModule"/>.</param>
/// <param name="contract">Left out: the compiler puts in the version that the adapter is built against.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ScimAdapterAttribute(Type module, int contract = AdapterContract.Version) : Attribute
{
    public Type Module { get; } = module;

    public int Contract { get; } = contract;
}
