using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>What the contract classes share: one product for each test, and two ways to ask.</summary>
public abstract class ProductContract
{
    /// <summary>Starts the adapter over a fresh product.</summary>
    protected abstract Task<ProductUnderTest> StartAsync();

    /// <summary>The fault that the call fails with.</summary>
    protected static async Task<ProductFault> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => call());
        return thrown!.Fault;
    }

    /// <summary>Leaves the test out where the product can't do what it is about.</summary>
    protected static void Needs(ProductUnderTest product, ProductCapabilities capability)
    {
        if (!product.Can(capability))
        {
            Assert.Ignore($"{product.Adapter.Descriptor.DisplayName} doesn't declare {capability}.");
        }
    }

    /// <summary>The name as the gateway hands it to the adapter; leaves the test out where the product's rules refuse it.</summary>
    private protected static string Fitted(string name, NameRules rules)
    {
        if (!rules.TryFit(name, out var fitted, out var reason))
        {
            Assert.Ignore($"The product's names {reason}");
        }

        return fitted!;
    }

    /// <summary>All that a stream gives.</summary>
    protected static async Task<IReadOnlyList<T>> AllAsync<T>(IAsyncEnumerable<T> stream)
    {
        var all = new List<T>();
        await foreach (var item in stream)
        {
            all.Add(item);
        }

        return all;
    }

    /// <summary>Names that hold, together, every printable ASCII character that the rules allow, and some beyond ASCII.</summary>
    private protected static IEnumerable<string> NamesOfAllAllowed(NameRules rules)
    {
        var ascii = Enumerable.Range(' ', '~' - ' ' + 1).Select(c => $"{(char)c}");
        var allowed = ascii.Concat("éßжñ漢字🙂".EnumerateRunes().Select(r => $"{r}")).Where(c => c.All(rules.Allows) && !(rules.LowerCase && c.Any(char.IsUpper)));
        return allowed.Chunk(rules.Longest - 4).Select(part => $"a{string.Concat(part)}z");
    }
}
