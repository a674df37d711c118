using BenchmarkDotNet.Attributes;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Core;

/// <summary>A filter of three terms over one resource. Target: below 250 ns, without allocation.</summary>
[MemoryDiagnoser]
public class FilterBenchmarks
{
    private readonly Resource _user;
    private readonly BoundFilter _filter;

    public FilterBenchmarks()
    {
        var type = SchemaCatalog.Create().User;
        _user = ResourceDocument.Read(SampleUser.Json, type);
        _filter = FilterBinder.Bind(
            Filter.Parse("active eq true and userName sw \"BARBARA\" and emails[type eq \"work\" and value ew \"@example.com\"]", new ScimLimits()), type);
    }

    [Benchmark]
    public bool Evaluate() => FilterEvaluator.Matches(_filter, _user);
}
