using System.Reflection;
using System.Reflection.Emit;

namespace Scim.Tests.Architecture;

/// <summary>Which types a type uses: in its shape and in the bodies of its methods.</summary>
internal static class TypeUse
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(System.Reflection.Emit.OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    public static HashSet<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(type.BaseType);
        Array.ForEach(type.GetInterfaces(), Add);
        foreach (var field in type.GetFields(Everything))
        {
            Add(field.FieldType);
        }

        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            Array.ForEach(method.GetParameters(), p => Add(p.ParameterType));
            Add((method as MethodInfo)?.ReturnType);
            AddBody(method);
        }

        return used;

        void Add(Type? found)
        {
            if (found is null)
            {
                return;
            }

            if (found.HasElementType)
            {
                Add(found.GetElementType());
                return;
            }

            if (found.IsGenericType)
            {
                Array.ForEach(found.GetGenericArguments(), Add);
                found = found.GetGenericTypeDefinition();
            }

            if (!found.IsGenericParameter)
            {
                used.Add(found);
            }
        }

        void AddBody(MethodBase method)
        {
            if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } il)
            {
                return;
            }

            foreach (var local in body.LocalVariables)
            {
                Add(local.LocalType);
            }

            var position = 0;
            while (position < il.Length)
            {
                short value = il[position++];
                if (value == 0xFE)
                {
                    value = unchecked((short)(0xFE00 | il[position++]));
                }

                var code = OpCodes[value];
                if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                {
                    Resolve(method, BitConverter.ToInt32(il, position));
                }

                position += code.OperandType switch
                {
                    OperandType.InlineNone => 0,
                    OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, position)),
                    _ => 4,
                };
            }
        }

        void Resolve(MethodBase method, int token)
        {
            var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
            var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
            switch (method.Module.ResolveMember(token, ofType, ofMethod))
            {
                case Type found:
                    Add(found);
                    break;
                case MemberInfo member:
                    Add(member.DeclaringType);
                    if (member is MethodBase { IsGenericMethod: true } called)
                    {
                        Array.ForEach(called.GetGenericArguments(), Add);
                    }

                    break;
            }
        }
    }
}
