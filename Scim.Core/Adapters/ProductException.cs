namespace Scim.Core.Adapters;

/// <summary>The product said no, or nothing.</summary>
public sealed class ProductException(ProductFault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public ProductFault Fault { get; } = fault;
}
