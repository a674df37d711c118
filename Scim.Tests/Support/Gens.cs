using CsCheck;

namespace Scim.Tests.Support;

/// <summary>Generators that CsCheck lacks.</summary>
internal static class Gens
{
    /// <summary>One of these values, each as likely.</summary>
    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
