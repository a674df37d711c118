using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using NUnit.Framework;
using NUnit.Framework.Internal;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Broken;

/// <summary>
/// Runs a test of the kit as the test framework would, apart from the run that is under way. The fixtures are made here and not written
/// down, because the framework runs every fixture that it finds, and these are meant to fail.
/// </summary>
internal static class KitRun
{
    private const string Start = "Start";

    // An adapter that hangs is seen too.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new("Scim.Tests.Broken"), AssemblyBuilderAccess.Run).DefineDynamicModule("Scim.Tests.Broken");

    private static readonly ConcurrentDictionary<Type, Lazy<Type>> Fixtures = new();

    /// <summary>Why the test fails over this product; null where it passes or is left out.</summary>
    public static async Task<string?> FailureOfAsync(KitCase test, Func<Task<ProductUnderTest>> start)
    {
        var type = Fixtures.GetOrAdd(test.Contract, contract => new(() => Fixture(contract))).Value;
        var fixture = Activator.CreateInstance(type);
        type.GetField(Start)!.SetValue(fixture, start);
        using var apart = new TestExecutionContext.IsolatedContext();
        try
        {
            await ((Task)test.Method.Invoke(fixture, test.Arguments)!).WaitAsync(Patience);
            return null;
        }
        catch (Exception e)
        {
            return e is ResultStateException and not AssertionException ? null : e.Message;
        }
    }

    private static Type Fixture(Type contract)
    {
        var type = Module.DefineType($"Broken{contract.Name}", TypeAttributes.Public | TypeAttributes.Sealed, contract);
        var start = type.DefineField(Start, typeof(Func<Task<ProductUnderTest>>), FieldAttributes.Public);
        var method = type.DefineMethod(
            "StartAsync", MethodAttributes.Family | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(Task<ProductUnderTest>), []);
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldfld, start);
        body.Emit(OpCodes.Callvirt, typeof(Func<Task<ProductUnderTest>>).GetMethod("Invoke")!);
        body.Emit(OpCodes.Ret);
        return type.CreateType();
    }
}
