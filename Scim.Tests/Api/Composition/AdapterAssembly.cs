using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters;

namespace Scim.Tests.Api.Composition;

/// <summary>Writes assemblies as somebody might leave them in a folder.</summary>
internal static class AdapterAssembly
{
    /// <summary>An adapter with this name.</summary>
    /// <param name="contract">The version of the contract that it says it is built for.</param>
    /// <param name="isModule">Whether its module is one.</param>
    /// <param name="refusal">What it throws when it is set up.</param>
    public static void Write(string folder, string assembly, string name, int contract = AdapterContract.Version, bool isModule = true, string? refusal = null)
    {
        Directory.CreateDirectory(folder);
        var built = new PersistedAssemblyBuilder(new AssemblyName(assembly), typeof(object).Assembly);
        var module = Module(built.DefineDynamicModule(assembly), name, isModule, refusal);
        built.SetCustomAttribute(new CustomAttributeBuilder(typeof(ScimAdapterAttribute).GetConstructors()[0], [module, contract]));
        built.Save(Path.Combine(folder, $"{assembly}.dll"));
    }

    private static Type Module(ModuleBuilder assembly, string name, bool isModule, string? refusal)
    {
        var type = assembly.DefineType("Somebody.TheirModule", TypeAttributes.Public | TypeAttributes.Sealed, typeof(object), isModule ? [typeof(IAdapterModule)] : []);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        Text("get_Name", name);
        Text("get_Section", $"Scim:{name}");
        var add = type.DefineMethod(
            nameof(IAdapterModule.Add),
            MethodAttributes.Public | MethodAttributes.Virtual,
            typeof(IServiceCollection),
            [typeof(IServiceCollection), typeof(IConfiguration)]);
        var body = add.GetILGenerator();
        if (refusal is null)
        {
            body.Emit(OpCodes.Ldarg_1);
            body.Emit(OpCodes.Ret);
        }
        else
        {
            body.Emit(OpCodes.Ldstr, refusal);
            body.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
            body.Emit(OpCodes.Throw);
        }

        return type.CreateType();

        void Text(string getter, string text)
        {
            var get = type.DefineMethod(getter, MethodAttributes.Public | MethodAttributes.Virtual, typeof(string), []).GetILGenerator();
            get.Emit(OpCodes.Ldstr, text);
            get.Emit(OpCodes.Ret);
        }
    }
}
