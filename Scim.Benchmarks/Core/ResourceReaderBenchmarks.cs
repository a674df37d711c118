using System.Text;
using BenchmarkDotNet.Attributes;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Core;

/// <summary>Reading and validating a user of some 1.5 KB. Target: below 10 µs.</summary>
[MemoryDiagnoser]
public class ResourceReaderBenchmarks
{
    private readonly ResourceType _user = SchemaCatalog.Create().User;
    private readonly byte[] _body = Encoding.UTF8.GetBytes(SampleUser.Json);

    [Benchmark]
    public ReadResource Read() => ResourceReader.Read(_body, _user, NoTolerance.Instance);
}
