using BenchmarkDotNet.Running;
using Scim.Benchmarks.Load;
using Scim.Benchmarks.Quick;

// "load" drives the whole service, "footprint" weighs it, "quick" times an engine; anything else is BenchmarkDotNet's: --filter '*' --job short.
if (args is ["load", .. var rest])
{
    return await LoadCommand.Create().Parse(rest).InvokeAsync();
}

if (args is ["footprint", .. var options])
{
    return await FootprintCommand.Create().Parse(options).InvokeAsync();
}

if (args is ["quick", .. var engine])
{
    return await QuickCommand.Create().Parse(engine).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
