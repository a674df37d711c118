using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>
/// Attributes with their values, in the order of the schema. A resource has some twenty, so look-up is a short scan by reference,
/// and the set costs one array.
/// </summary>
public sealed class AttributeSet : IEquatable<AttributeSet>, IEnumerable<(AttributeDefinition Attribute, ScimValue Value)>
{
    public static readonly AttributeSet Empty = new([]);

    private readonly ImmutableArray<(AttributeDefinition Attribute, ScimValue Value)> _entries;

    private AttributeSet(ImmutableArray<(AttributeDefinition Attribute, ScimValue Value)> entries) => _entries = entries;

    public int Count => _entries.Length;

    public bool IsEmpty => _entries.IsEmpty;

    public ScimValue? this[AttributeDefinition attribute]
    {
        get
        {
            foreach (var entry in _entries.AsSpan())
            {
                if (ReferenceEquals(entry.Attribute, attribute))
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    /// <summary>A set of these entries in any order; a later entry of the same attribute wins.</summary>
    public static AttributeSet Of(IEnumerable<(AttributeDefinition Attribute, ScimValue Value)> entries)
    {
        var builder = new SortedList<int, (AttributeDefinition, ScimValue)>();
        foreach (var entry in entries)
        {
            builder[entry.Attribute.Ordinal] = entry;
        }

        return builder.Count == 0 ? Empty : new([.. builder.Values]);
    }

    /// <summary>A set of the values that stand in <paramref name="values"/> at their attribute's ordinal; null is no value.</summary>
    internal static AttributeSet OfOrdered(ImmutableArray<AttributeDefinition> attributes, ReadOnlySpan<ScimValue?> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += value is null ? 0 : 1;
        }

        if (count == 0)
        {
            return Empty;
        }

        var entries = new (AttributeDefinition, ScimValue)[count];
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                entries[next++] = (attributes[i], value);
            }
        }

        return new(ImmutableCollectionsMarshal.AsImmutableArray(entries));
    }

    /// <summary>The text of a string attribute, or null.</summary>
    public string? Text(AttributeDefinition? attribute) => attribute is null ? null : (this[attribute] as ScimValue.Text)?.Value;

    /// <summary>The value of a Boolean attribute, or null.</summary>
    public bool? Boolean(AttributeDefinition? attribute) => attribute is null ? null : (this[attribute] as ScimValue.Boolean)?.Value;

    /// <summary>This set with <paramref name="value"/>; null takes the attribute out.</summary>
    public AttributeSet With(AttributeDefinition attribute, ScimValue? value)
    {
        var index = 0;
        while (index < _entries.Length && _entries[index].Attribute.Ordinal < attribute.Ordinal)
        {
            index++;
        }

        var there = index < _entries.Length && ReferenceEquals(_entries[index].Attribute, attribute);
        return (there, value) switch
        {
            (true, null) => _entries.Length == 1 ? Empty : new(_entries.RemoveAt(index)),
            (true, _) => value.Equals(_entries[index].Value) ? this : new(_entries.SetItem(index, (attribute, value))),
            (false, null) => this,
            (false, _) => new(_entries.Insert(index, (attribute, value))),
        };
    }

    public ImmutableArray<(AttributeDefinition Attribute, ScimValue Value)>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<(AttributeDefinition Attribute, ScimValue Value)> IEnumerable<(AttributeDefinition Attribute, ScimValue Value)>.GetEnumerator() =>
        ((IEnumerable<(AttributeDefinition, ScimValue)>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_entries).GetEnumerator();

    public bool Equals(AttributeSet? other)
    {
        if (other is null || other._entries.Length != _entries.Length)
        {
            return false;
        }

        for (var i = 0; i < _entries.Length; i++)
        {
            if (!ReferenceEquals(_entries[i].Attribute, other._entries[i].Attribute) || !_entries[i].Value.Equals(other._entries[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (attribute, value) in _entries)
        {
            hash.Add(attribute.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"{{{string.Join(", ", _entries.Select(e => $"{e.Attribute.Name}: {e.Value}"))}}}";
}
