using BenchmarkDotNet.Running;
using Scim.Benchmarks.Load;

// "load" drives the whole service; anything else is BenchmarkDotNet's: --filter '*' --job short.
if (args is ["load", .. var rest])
{
    return await LoadCommand.Create().Parse(rest).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
