using System.Collections.Immutable;

namespace Scim.Core.Resources;

/// <summary>
/// A value in the types of RFC 7643 §2.3. Closed: the nested records are all there is. Immutable and compared by content, so that
/// "before" is a reference and a difference is a walk of two trees. Absent, null and empty are one thing (§2.5): none of them is a value.
/// </summary>
public abstract record ScimValue
{
    private ScimValue()
    {
    }

    /// <summary>A string or reference, exactly as it was sent.</summary>
    public sealed record Text(string Value) : ScimValue
    {
        /// <summary>Characters of one value, room for a directory's photo: a page of a list holds hundreds of resources in memory.</summary>
        public const int Longest = 200_000;
    }

    public sealed record Boolean(bool Value) : ScimValue
    {
        public static readonly Boolean True = new(true);
        public static readonly Boolean False = new(false);

        public static Boolean Of(bool value) => value ? True : False;
    }

    public sealed record Integer(long Value) : ScimValue;

    public sealed record Decimal(decimal Value) : ScimValue;

    /// <summary>A point in time; <see cref="Spelling"/> is the text that came, as a changed one would be patched again every cycle.</summary>
    public sealed record Instant(DateTimeOffset Value, string Spelling) : ScimValue
    {
        public bool Equals(Instant? other) => other is not null && Value.Equals(other.Value);

        public override int GetHashCode() => Value.GetHashCode();
    }

    /// <summary>Base64 text as it came, checked by the reader.</summary>
    public sealed record Binary(string Base64) : ScimValue;

    /// <summary>Sub-attributes with values.</summary>
    public sealed record Complex(AttributeSet Attributes) : ScimValue
    {
        public override string ToString() => Attributes.ToString();
    }

    /// <summary>The values of a multi-valued attribute, never empty, in the order they came.</summary>
    public sealed record Many(ImmutableArray<ScimValue> Values) : ScimValue
    {
        /// <summary>Values that one attribute may have: what a change, the store and an audit entry cost follows from their number. Members are none of them.</summary>
        public const int Most = 2000;

        public bool Equals(Many? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in Values)
            {
                hash.Add(value);
            }

            return hash.ToHashCode();
        }

        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }
}
