using System.Diagnostics;
using System.Globalization;
using System.Text;
using Scim.Core.Resources;

namespace Scim.Core.Filters;

/// <summary>Writes a filter so that reading it again gives the same tree.</summary>
internal static class FilterPrinter
{
    public static string Print(Filter filter)
    {
        var text = new StringBuilder();
        Print(filter, text);
        return text.ToString();
    }

    private static void Print(Filter filter, StringBuilder text)
    {
        switch (filter)
        {
            case Filter.Or or:
                Print(or.Left, text);
                text.Append(" or ");
                PrintWithin(or.Right, or.Right is Filter.Or, text);
                break;
            case Filter.And and:
                PrintWithin(and.Left, and.Left is Filter.Or, text);
                text.Append(" and ");
                PrintWithin(and.Right, and.Right is Filter.Or or Filter.And, text);
                break;
            case Filter.Not not:
                text.Append("not ");
                PrintWithin(not.Operand, true, text);
                break;
            case Filter.Present present:
                text.Append(present.Path).Append(" pr");
                break;
            case Filter.Compare compare:
                text.Append(compare.Path).Append(' ').Append(Word(compare.Operator)).Append(' ');
                Print(compare.Value, text);
                break;
            case Filter.ValuePath valuePath:
                text.Append(valuePath.Path).Append('[');
                Print(valuePath.Element, text);
                text.Append(']');
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void PrintWithin(Filter filter, bool parentheses, StringBuilder text)
    {
        if (!parentheses)
        {
            Print(filter, text);
            return;
        }

        text.Append('(');
        Print(filter, text);
        text.Append(')');
    }

    private static void Print(ScimValue? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case ScimValue.Text literal:
                Quote(literal.Value, text);
                break;
            case ScimValue.Boolean literal:
                text.Append(literal.Value ? "true" : "false");
                break;
            case ScimValue.Integer literal:
                text.Append(literal.Value);
                break;
            case ScimValue.Decimal literal:
                text.Append(literal.Value.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                throw new UnreachableException();
        }
    }

    // JSON with the fewest escapes (RFC 8259 §7).
    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    private static string Word(CompareOperator comparison) => comparison switch
    {
        CompareOperator.Eq => "eq",
        CompareOperator.Ne => "ne",
        CompareOperator.Co => "co",
        CompareOperator.Sw => "sw",
        CompareOperator.Ew => "ew",
        CompareOperator.Gt => "gt",
        CompareOperator.Ge => "ge",
        CompareOperator.Lt => "lt",
        CompareOperator.Le => "le",
        _ => throw new UnreachableException(),
    };
}
