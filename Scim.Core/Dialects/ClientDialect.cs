using System.Collections.Frozen;
using System.Collections.Immutable;
using Scim.Core.Dialects.Entra;
using Scim.Core.Dialects.Okta;
using Scim.Core.Dialects.Scripts;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>How one kind of client deviates from the RFCs, and the reading of its requests in the RFCs' own terms.</summary>
public sealed class ClientDialect
{
    // In the order in which they rewrite: first what a path names, then what is done to it. None of these changes the meaning of a request
    // that the RFCs allow, so every dialect has them but the strict one.
    private static readonly ImmutableArray<IQuirk> Harmless =
    [
        new SchemaAsPath(), new PathAsKey(), new DotBeforeAttribute(), new ExtensionAttributeWithoutUrn(), new ReadOnlyKey(),
        new MemberById(), new RemoveByValueList(),
        new BooleanAsText(), new ReferenceAsText(), new ListForOneValue(), new OneValueForList(),
    ];

    // These do, so they belong to who means it.
    private static readonly ImmutableArray<IQuirk> OfEntra = [.. Harmless, new ReplaceMakesElement(), new RoleAsJsonText()];

    private static readonly FrozenDictionary<string, ClientDialect> ByName = new ClientDialect[]
    {
        new("auto", OfEntra), new("strict", []), new("entra", OfEntra), new("okta", Harmless), new("onelogin", Harmless),
        new("jumpcloud", Harmless), new("ping", Harmless), new("google", Harmless), new("keycloak", Harmless),
    }.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableArray<IPatchQuirk> _patchQuirks;
    private readonly ImmutableArray<IValueQuirk> _valueQuirks;
    private readonly ImmutableArray<IMeaningQuirk> _meaningQuirks;

    private ClientDialect(string name, ImmutableArray<IQuirk> quirks)
    {
        Name = name;
        Quirks = quirks;
        _patchQuirks = [.. quirks.OfType<IPatchQuirk>()];
        _valueQuirks = [.. quirks.OfType<IValueQuirk>()];
        _meaningQuirks = [.. quirks.OfType<IMeaningQuirk>()];
    }

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public string Name { get; }

    internal ImmutableArray<IQuirk> Quirks { get; }

    private bool IsStrict => Quirks.IsEmpty;

    /// <summary>The dialect of this name (<c>auto</c>, <c>strict</c>, <c>entra</c>, <c>okta</c> …), compared without case, or null.</summary>
    public static ClientDialect? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Reads a POST or PUT body.</summary>
    /// <param name="note">Told, a sentence each, what was rewritten.</param>
    /// <exception cref="ScimException">400 <c>invalidSyntax</c>, <c>invalidValue</c>.</exception>
    public ReadResource ReadResource(ReadOnlySpan<byte> body, ResourceType type, Action<string> note)
    {
        var read = ResourceReader.Read(body, type, Tolerance(note));
        var meant = read.Resource;
        if (!_meaningQuirks.IsEmpty)
        {
            foreach (var (attribute, value) in read.Resource.Attributes)
            {
                meant = meant.With(attribute, Meaning(attribute, value, note));
            }
        }

        return ReferenceEquals(meant, read.Resource) ? read : read with { Resource = meant };
    }

    /// <summary>Reads a PATCH body and binds its operations.</summary>
    /// <inheritdoc cref="ReadResource"/>
    public ImmutableArray<PatchOperation> ReadPatch(ReadOnlySpan<byte> body, ResourceType type, ScimLimits limits, Action<string> note) =>
        Bind(PatchBody.Read(body, limits, lenient: !IsStrict), type, limits, note);

    /// <summary>The operations in the RFC's terms, bound to the type.</summary>
    internal ImmutableArray<PatchOperation> Bind(
        ImmutableArray<RequestedOperation> requested, ResourceType type, ScimLimits limits, Action<string> note)
    {
        var reading = new PatchReading(type, limits, note);
        var operations = new List<RequestedOperation>(requested.Length);
        foreach (var operation in requested)
        {
            if (operation.Path is null)
            {
                operations.AddRange(PathlessValue.Expand(operation, type));
            }
            else
            {
                operations.Add(operation);
            }

            if (operations.Count > limits.PatchOperations)
            {
                throw PatchBody.TooMany(limits);
            }
        }

        foreach (var quirk in _patchQuirks)
        {
            operations = Rewrite(operations, quirk, reading);
        }

        var bound = PatchBinder.Bind(operations, type, Tolerance(note));
        if (_meaningQuirks.IsEmpty)
        {
            return bound;
        }

        for (var i = 0; i < bound.Length; i++)
        {
            if (Meaning(bound[i], note) is var meant && !ReferenceEquals(meant, bound[i]))
            {
                bound = bound.SetItem(i, meant);
            }
        }

        return bound;
    }

    /// <summary>This dialect with one quirk less: what the quirk is good for is what then fails.</summary>
    internal ClientDialect Without(IQuirk quirk) => new(Name, Quirks.Remove(quirk));

    private IValueTolerance Tolerance(Action<string> note) =>
        _valueQuirks.IsEmpty ? NoTolerance.Instance : new DialectTolerance(_valueQuirks, note);

    // A list is made anew only where something is rewritten.
    private static List<RequestedOperation> Rewrite(List<RequestedOperation> operations, IPatchQuirk quirk, PatchReading reading)
    {
        List<RequestedOperation>? rewritten = null;
        for (var i = 0; i < operations.Count; i++)
        {
            if (quirk.Rewrite(operations[i], reading) is { } instead)
            {
                rewritten ??= operations[..i];
                rewritten.AddRange(instead);
            }
            else
            {
                rewritten?.Add(operations[i]);
            }
        }

        return rewritten ?? operations;
    }

    private PatchOperation Meaning(PatchOperation operation, Action<string> note) => operation switch
    {
        PatchOperation.Whole { Value: { } value } whole when Meaning(whole.Target, value, note) is var meant && !ReferenceEquals(meant, value) => whole with { Value = meant },
        PatchOperation.Elements { Value: { } value, Sub: null } elements when Meaning(elements.Target, value, note) is var meant && !ReferenceEquals(meant, value) =>
            elements with { Value = meant },
        _ => operation,
    };

    private ScimValue Meaning(AttributeDefinition attribute, ScimValue value, Action<string> note)
    {
        foreach (var quirk in _meaningQuirks)
        {
            var meant = quirk.Meaning(attribute, value);
            if (!ReferenceEquals(meant, value))
            {
                note($"{attribute.Path}: {quirk.Reading}.");
                value = meant;
            }
        }

        return value;
    }
}
