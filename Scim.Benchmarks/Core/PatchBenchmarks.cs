using System.Collections.Immutable;
using System.Text;
using BenchmarkDotNet.Attributes;
using Scim.Core.Dialects;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Core;

/// <summary>
/// Entra's usual change of a user, four operations with quirks. Target: below 2 µs to bind and apply; reading the JSON comes on top.
/// And its removal of a thousand members in one operation.
/// </summary>
[MemoryDiagnoser]
public class PatchBenchmarks
{
    private readonly ScimLimits _limits = new();
    private readonly ClientDialect _entra = ClientDialect.Find("entra")!;
    private readonly SchemaCatalog _catalog = SchemaCatalog.Create();
    private readonly byte[] _members = Encoding.UTF8.GetBytes($$"""
        {"Operations":[{"op":"Remove","path":"members","value":[{{string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"$ref":null,"value":"0198c0de-0000-7000-8000-{{i:x12}}"}"""))}}]}]}
        """);

    private Resource _user = null!;
    private ImmutableArray<RequestedOperation> _requested;
    private ImmutableArray<PatchOperation> _bound;

    [GlobalSetup]
    public void Read()
    {
        _user = SamplePatch.User(_catalog.User);
        _requested = PatchBody.Read(SamplePatch.Body, _limits, lenient: true);
        _bound = ReadAndBind();
    }

    [Benchmark(Baseline = true)]
    public PatchOutcome Apply() => PatchEngine.Apply(_user, _bound);

    [Benchmark]
    public PatchOutcome BindAndApply() => PatchEngine.Apply(_user, _entra.Bind(_requested, _catalog.User, _limits, static _ => { }));

    [Benchmark]
    public ImmutableArray<PatchOperation> ReadAndBind() => _entra.ReadPatch(SamplePatch.Body, _catalog.User, _limits, static _ => { });

    [Benchmark]
    public PatchOutcome ReadBindAndApply() => PatchEngine.Apply(_user, ReadAndBind());

    [Benchmark]
    public PatchOutcome ThousandMembers() =>
        PatchEngine.Apply(new(_catalog.Group), _entra.ReadPatch(_members, _catalog.Group, _limits, static _ => { }));
}
