using BenchmarkDotNet.Running;
using Scim.Benchmarks.Load;

// "load" drives the whole service, "footprint" weighs it; anything else is BenchmarkDotNet's: --filter '*' --job short.
if (args is ["load", .. var rest])
{
    return await LoadCommand.Create().Parse(rest).InvokeAsync();
}

if (args is ["footprint", .. var options])
{
    return await FootprintCommand.Create().Parse(options).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
