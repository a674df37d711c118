using System.Collections.Immutable;
using CsCheck;
using Scim.Core.Adapters;
using Scim.Core.Filters;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

/// <summary>Random resources and random filters on them, made from the schema: few different values, so that filters often match.</summary>
internal sealed class Population
{
    private static readonly DateTimeOffset Start = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Atom = Gen.OneOf(
        "a", "A", "b", "ä", "Ä", "ß", "İ", "%", "_", "'", "\"", "\\", " ", "\uE000", "\uFFFF", "\U00010000", "\U00010400", "\U0010FFFF", "\uD7FF");

    // Around the length that the index holds, the whole value has to decide.
    private static readonly Gen<string> LongStart = Gen.Frequency((20, Gen.Const(0)), (1, Gen.OneOf(198, 199, 200, 201, 4000)))
        .Select(n => n == 4000 ? string.Concat(Enumerable.Repeat("\U00010400", n)) : new string('x', n));

    private static readonly Gen<string> Text = Gen.Select(LongStart, Atom.Array[1, 3], (start, atoms) => start + string.Concat(atoms));

    private readonly ResourceType _type;
    private readonly ImmutableArray<AttributeDefinition> _attributes;

    public Population(ResourceType type)
    {
        _type = type;
        _attributes = [.. type.Attributes.Where(a => a.Name is not ("schemas" or "id" or "meta" or "members" or "groups" or "password"))];
        Resources = Gen.Int[0, 5].SelectMany(n => Resource.Array[n]).Select(Named);
        Filters = Filter.Array[1, 12];
    }

    /// <summary>Up to five resources, each with an id, a name and a link of its own.</summary>
    public Gen<StoredResource[]> Resources { get; }

    public Gen<BoundFilter[]> Filters { get; }

    private Gen<AttributeSet> Resource => Set(_attributes);

    private Gen<BoundFilter> Filter => Gen.Recursive<BoundFilter>((depth, inner) => depth > 3
        ? Simple(Names)
        : Gen.Frequency(
            (4, Simple(Names)),
            (2, _attributes.Any(a => a.MultiValued) ? Element : Simple(Names)),
            (1, Gen.Select(inner, inner, (a, b) => (BoundFilter)new BoundFilter.And(a, b))),
            (1, Gen.Select(inner, inner, (a, b) => (BoundFilter)new BoundFilter.Or(a, b))),
            (1, inner.Select(f => (BoundFilter)new BoundFilter.Not(f)))));

    private ImmutableArray<AttributeDefinition> Names =>
        [.. _attributes.Concat([_type.Common.Schemas, _type.Common.Id, _type.Common.Meta]).SelectMany(a => a.SubAttributes.Prepend(a))];

    private Gen<BoundFilter> Element => Gen.OneOf([.. _attributes.Where(a => a.MultiValued || a.IsComplex)]).SelectMany(attribute =>
    {
        ImmutableArray<AttributeDefinition> inside = attribute.IsComplex ? attribute.SubAttributes : [attribute];
        var condition = Gen.Recursive<BoundFilter>((depth, inner) => depth > 2
            ? Simple(inside)
            : Gen.Frequency(
                (3, Simple(inside)),
                (1, Gen.Select(inner, inner, (a, b) => (BoundFilter)new BoundFilter.And(a, b))),
                (1, Gen.Select(inner, inner, (a, b) => (BoundFilter)new BoundFilter.Or(a, b))),
                (1, inner.Select(f => (BoundFilter)new BoundFilter.Not(f)))));
        return condition.Select(c => (BoundFilter)new BoundFilter.Element(attribute, c));
    });

    private static Gen<BoundFilter> Simple(ImmutableArray<AttributeDefinition> names) => Gen.OneOf([.. names]).SelectMany(attribute =>
    {
        var present = Gen.Const<BoundFilter>(new BoundFilter.Present(attribute));
        var compare = attribute.IsComplex
            ? present
            : Gen.Select(Gen.OneOf(Operators(attribute)), One(attribute), (op, value) =>
                (BoundFilter)new BoundFilter.Compare(attribute, op, Comparable.Of(attribute, value)));
        return Gen.Frequency((1, present), (5, compare));
    });

    private static CompareOperator[] Operators(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => [CompareOperator.Eq, CompareOperator.Ne],
        AttributeType.Binary => [CompareOperator.Eq, CompareOperator.Ne, CompareOperator.Co, CompareOperator.Sw, CompareOperator.Ew],
        AttributeType.Integer or AttributeType.Decimal or AttributeType.DateTime =>
            [CompareOperator.Eq, CompareOperator.Ne, CompareOperator.Gt, CompareOperator.Ge, CompareOperator.Lt, CompareOperator.Le],
        _ => Enum.GetValues<CompareOperator>(),
    };

    private static Gen<AttributeSet> Set(ImmutableArray<AttributeDefinition> attributes) => attributes
        .Select(a => Gen.Frequency((1, Value(a).Select(v => (a, (ScimValue?)v))), (1, Gen.Const((a, (ScimValue?)null)))))
        .Aggregate(Gen.Const(AttributeSet.Empty), (sets, entries) =>
            Gen.Select(sets, entries, (set, entry) => entry.Item2 is null ? set : set.With(entry.a, entry.Item2)));

    private static Gen<ScimValue> Value(AttributeDefinition attribute) => attribute.MultiValued
        ? OneOf(attribute).Array[1, 3].Select(values => (ScimValue)new ScimValue.Many([.. WithOnePrimary(attribute, values)]))
        : OneOf(attribute);

    // The reader lets no more in (RFC 7643 §2.4).
    private static IEnumerable<ScimValue> WithOnePrimary(AttributeDefinition attribute, ScimValue[] values)
    {
        var found = false;
        foreach (var value in values)
        {
            var isPrimary = value is ScimValue.Complex complex && complex.Attributes.Boolean(attribute.Primary) == true;
            yield return isPrimary && found
                ? new ScimValue.Complex(((ScimValue.Complex)value).Attributes.With(attribute.Primary!, ScimValue.Boolean.False))
                : value;
            found |= isPrimary;
        }
    }

    private static Gen<ScimValue> OneOf(AttributeDefinition attribute) => attribute.IsComplex
        ? Gen.Select(Set(attribute.SubAttributes), Value(attribute.SubAttributes[0]), (set, first) =>
            (ScimValue)new ScimValue.Complex(set.IsEmpty ? set.With(attribute.SubAttributes[0], first) : set))
        : One(attribute);

    private static Gen<ScimValue> One(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => Gen.Bool.Select(b => (ScimValue)ScimValue.Boolean.Of(b)),
        AttributeType.Integer => Gen.OneOf(-1000L, -11, -2, -1, 0, 1, 2, 9, 10, 11, long.MaxValue, long.MinValue)
            .Select(n => (ScimValue)new ScimValue.Integer(n)),
        AttributeType.Decimal => Gen.OneOf(-10m, -1.5m, -1m, 0m, 0.5m, 1m, 1.50m, 2m, 10m).Select(n => (ScimValue)new ScimValue.Decimal(n)),
        AttributeType.DateTime => Gen.Int[-2, 2].Select(h => (ScimValue)Instant(Start.AddHours(h))),
        AttributeType.Binary => Gen.Byte.Array[1, 4].Select(b => (ScimValue)new ScimValue.Binary(Convert.ToBase64String(b))),
        _ => Text.Select(t => (ScimValue)new ScimValue.Text(t)),
    };

    private static ScimValue.Instant Instant(DateTimeOffset time) => new(time, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    private StoredResource[] Named(AttributeSet[] sets) => [.. sets.Select((set, i) =>
    {
        var attribute = _type.Attribute(_type.Name == "User" ? "userName" : "displayName")!;
        var name = $"{set.Text(attribute) ?? "a"}{i}";
        var resource = new Resource(_type, set.With(attribute, new ScimValue.Text(name)));
        var time = Start.AddHours(i - 2);
        var link = new ProductLink(new ProductKey($"key {i}"), name);
        return new StoredResource(Guid.CreateVersion7(time).ToString(), resource, name, LinkState.Managed, link, 1, time, time);
    })];
}
