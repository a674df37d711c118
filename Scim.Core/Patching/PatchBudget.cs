using System.Collections.Immutable;
using System.Diagnostics;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;

namespace Scim.Core.Patching;

/// <summary>
/// What one PATCH may cost: thousands of operations, each with a long filter over thousands of values, fit into one body and would keep a
/// processor busy for a minute. A value looked at is a unit, for each term of the filter.
/// </summary>
internal struct PatchBudget
{
    // The largest requests of real clients spend a few hundred; all of it is spent in about a second.
    private const long Most = 1_000_000;

    // Without a filter each value is looked at as a whole: its key is made and looked up.
    private const int Whole = 4;

    private long _spent;

    /// <param name="elements">The values that the operation looks at.</param>
    /// <param name="condition">The filter that chooses among them, or null.</param>
    /// <exception cref="ScimException">413.</exception>
    public void Spend(ImmutableArray<ScimValue> elements, BoundFilter? condition)
    {
        if (elements.IsEmpty)
        {
            return;
        }

        _spent += (long)elements.Length * (condition is null ? Whole : Terms(condition));
        if (_spent > Most)
        {
            throw new ScimException(ScimError.TooLarge("The operations look at too many values too often: expected fewer of them, in several requests."));
        }
    }

    private static int Terms(BoundFilter condition) => condition switch
    {
        BoundFilter.And and => Terms(and.Left) + Terms(and.Right),
        BoundFilter.Or or => Terms(or.Left) + Terms(or.Right),
        BoundFilter.Not not => Terms(not.Operand),
        BoundFilter.Element element => Terms(element.Condition),
        BoundFilter.Present or BoundFilter.Compare => 1,
        _ => throw new UnreachableException(),
    };
}
