using Scim.Core.Protocol;
using Scim.Core.Resources;

namespace Scim.Core.Filters;

/// <summary>
/// Reads filters and PATCH paths: one method for each rule of the grammar in RFC 7644 §3.4.2.2, figure 1, and §3.5.2, figure 7. One pass
/// without backtracking; length, nesting and the number of terms are bounded. A method that fails answers null and leaves the reason in
/// <see cref="Error"/>; only the first reason is kept.
/// </summary>
internal ref partial struct FilterReader(ReadOnlySpan<char> text, ScimLimits limits)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly ScimLimits _limits = limits;
    private int _position;
    private int _depth;
    private int _terms;
    private bool _inElement;

    public FilterError? Error { get; private set; }

    public readonly bool AtEnd => _position == _text.Length;

    /// <summary>A filter and nothing behind it.</summary>
    public Filter? WholeFilter()
    {
        var filter = Disjunction();
        return filter is null || AtEnd ? filter : FailAfterTerm<Filter>("the end");
    }

    // attrPath = [URI ":"] ATTRNAME *1subAttr
    public AttributePath? Path()
    {
        var start = _position;
        var name = TakeName();
        if (name.IsEmpty)
        {
            return Fail<AttributePath>("expected an attribute");
        }

        var colon = name.LastIndexOf(':');
        var schema = colon < 0 ? null : name[..colon].ToString();
        if (schema is not null && !IsUrn(schema))
        {
            return FailAt<AttributePath>(start, $"expected an attribute, found '{name}', which has a colon but no URN before it");
        }

        var attribute = name[(colon + 1)..];
        var dot = attribute.IndexOf('.');
        var sub = dot < 0 ? [] : attribute[(dot + 1)..];
        attribute = dot < 0 ? attribute : attribute[..dot];
        return IsName(attribute) && (dot < 0 || IsName(sub))
            ? new(schema, attribute.ToString(), dot < 0 ? null : sub.ToString())
            : FailAt<AttributePath>(start, $"expected an attribute, found '{name}'");
    }

    // valuePath = attrPath "[" valFilter "]"; the attribute is read already. A value path holds no value path (erratum 4690).
    public Filter? Element()
    {
        if (_inElement)
        {
            return Fail<Filter>("expected a comparison, as a value path holds no value path");
        }

        if (!Enter())
        {
            return null;
        }

        _position++;
        _inElement = true;
        var element = Disjunction();
        _inElement = false;
        _depth--;
        return element is null || Take(']') ? element : FailAfterTerm<Filter>("']'");
    }

    // subAttr = "." ATTRNAME; the dot is read already.
    public string? SubAttribute()
    {
        var start = _position;
        var name = TakeName();
        return IsName(name)
            ? name.ToString()
            : name.IsEmpty ? Fail<string>("expected a sub-attribute") : FailAt<string>(start, $"expected one sub-attribute, found '{name}'");
    }

    public bool Take(char expected)
    {
        if (!Next(expected))
        {
            return false;
        }

        _position++;
        return true;
    }

    public readonly bool Next(char expected) => _position < _text.Length && _text[_position] == expected;

    /// <summary>Fails at the present position: "expected …, found …".</summary>
    public T? Fail<T>(string expected)
        where T : class => FailAt<T>(_position, $"{expected}, found {Found()}");

    // FILTER = attrExp / logExp / valuePath / *1"not" "(" FILTER ")": "or" binds weakest, then "and", then "not".
    private Filter? Disjunction()
    {
        var left = Conjunction();
        while (left is not null && TakeConnective("or"))
        {
            left = Conjunction() is { } right ? new Filter.Or(left, right) : null;
        }

        return left;
    }

    // logExp = FILTER SP ("and" / "or") SP FILTER
    private Filter? Conjunction()
    {
        var left = Term();
        while (left is not null && TakeConnective("and"))
        {
            left = Term() is { } right ? new Filter.And(left, right) : null;
        }

        return left;
    }

    // attrExp / valuePath / *1"not" "(" FILTER ")"
    private Filter? Term()
    {
        if (Next('('))
        {
            return Group();
        }

        if (TakeNot())
        {
            return Group() is { } operand ? new Filter.Not(operand) : null;
        }

        if (++_terms > _limits.FilterTerms)
        {
            return FailAt<Filter>(_position, $"expected at most {_limits.FilterTerms} comparisons, found more");
        }

        return Path() is { } path
            ? Next('[') ? ValuePath(path) : Expression(path)
            : null;
    }

    // "(" FILTER ")"
    private Filter? Group()
    {
        if (!Enter())
        {
            return null;
        }

        _position++;
        var inner = Disjunction();
        _depth--;
        return inner is null || Take(')') ? inner : FailAfterTerm<Filter>("')'");
    }

    // Behind the grammar's valuePath Entra writes a comparison, which the same element must meet as well:
    // emails[type eq "work"].value eq "x"  →  emails[type eq "work" and value eq "x"]
    private Filter.ValuePath? ValuePath(AttributePath path)
    {
        if (Element() is not { } element)
        {
            return null;
        }

        if (!Take('.'))
        {
            return new Filter.ValuePath(path, element);
        }

        return SubAttribute() is { } sub && Expression(new(null, sub)) is { } further
            ? new Filter.ValuePath(path, new Filter.And(element, further))
            : null;
    }

    // attrExp = (attrPath SP "pr") / (attrPath SP compareOp SP compValue)
    private Filter? Expression(AttributePath path)
    {
        if (!Take(' '))
        {
            return Fail<Filter>($"expected a space and an operator after '{path}'");
        }

        var start = _position;
        var word = TakeWord();
        if (word.Equals("pr", StringComparison.OrdinalIgnoreCase))
        {
            return new Filter.Present(path);
        }

        if (Operator(word) is not { } comparison)
        {
            _position = start;
            return Fail<Filter>(path is { Schema: null, Sub: null } && path.Attribute.Equals("not", StringComparison.OrdinalIgnoreCase)
                ? "expected '(' after 'not'"
                : "expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)");
        }

        if (!Take(' '))
        {
            return Fail<Filter>($"expected a space and a value after '{word}'");
        }

        return Value(word, out var value) ? new Filter.Compare(path, comparison, value) : null;
    }

    // compValue = false / null / true / number / string; JSON's own spellings
    private bool Value(ReadOnlySpan<char> comparison, out ScimValue? value)
    {
        value = null;
        switch (AtEnd ? '\0' : _text[_position])
        {
            case '"':
                value = Text() is { } read ? new ScimValue.Text(read) : null;
                return value is not null;
            case '-' or (>= '0' and <= '9'):
                value = Number();
                return value is not null;
            default:
                var start = _position;
                switch (TakeWord())
                {
                    case "true":
                        value = ScimValue.Boolean.True;
                        return true;
                    case "false":
                        value = ScimValue.Boolean.False;
                        return true;
                    case "null":
                        return true;
                    default:
                        _position = start;
                        Fail<Filter>($"expected a quoted value after '{comparison}'");
                        return false;
                }
        }
    }

    private bool Enter()
    {
        if (++_depth <= _limits.FilterDepth)
        {
            return true;
        }

        FailAt<Filter>(_position, $"expected at most {_limits.FilterDepth} levels of parentheses, found more");
        return false;
    }
}
