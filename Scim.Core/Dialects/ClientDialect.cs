using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Dialects.Entra;
using Scim.Core.Dialects.Interop;
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
    private const string AutoName = "auto";

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

    // The interoperability profile (draft-zollner-scim-interop-profile, read as its source stood after -01 of April 2026): narrower than the
    // RFCs, and of another mind in one place. Left out, as the draft leaves it to the server: a filter that selects two elements is no
    // error, conditional headers are answered, and "schemas" may name what it likes.
    private static readonly ImmutableArray<IQuirk> OfInterop =
    [
        new EveryOperationHasPath(), new OnlyDefined(), new ElementBySubAttribute(), new ElementByEquality(), new ListForMany(), new ReplaceOfWhole(),
    ];

    private static readonly FrozenDictionary<string, ClientDialect> ByName = new ClientDialect[]
    {
        new(AutoName, OfEntra), new("strict", [], isStrict: true), new("interop", OfInterop, isStrict: true, updatesByPut: false), new("entra", OfEntra), new("okta", Harmless), new("onelogin", Harmless),
        new("jumpcloud", Harmless), new("ping", Harmless), new("google", Harmless), new("keycloak", Harmless),
    }.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    private readonly bool _isStrict;
    private readonly ImmutableArray<IPatchDemand> _patchDemands;
    private readonly ImmutableArray<IPatchQuirk> _patchQuirks;
    private readonly ImmutableArray<IValueQuirk> _valueQuirks;
    private readonly ImmutableArray<IMeaningQuirk> _meaningQuirks;

    private ClientDialect(string name, ImmutableArray<IQuirk> quirks, bool isStrict = false, bool updatesByPut = true)
    {
        Name = name;
        Quirks = quirks;
        UpdatesByPut = updatesByPut;
        _isStrict = isStrict;
        _patchDemands = [.. quirks.OfType<IPatchDemand>()];
        _patchQuirks = [.. quirks.OfType<IPatchQuirk>()];
        _valueQuirks = [.. quirks.OfType<IValueQuirk>()];
        _meaningQuirks = [.. quirks.OfType<IMeaningQuirk>()];
    }

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public string Name { get; }

    internal ImmutableArray<IQuirk> Quirks { get; }

    /// <summary>Whether a PUT is an update; the interoperability profile has none but PATCH.</summary>
    public bool UpdatesByPut { get; }

    /// <summary>The dialect of this name (<c>auto</c>, <c>strict</c>, <c>entra</c>, <c>okta</c> …), compared without case, or null.</summary>
    public static ClientDialect? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>This dialect; of <c>auto</c> the one that the request's head gives away, where it does.</summary>
    /// <param name="userAgent">The header as sent, or null.</param>
    /// <param name="query">The query string as sent, or null.</param>
    public ClientDialect Of(string? userAgent, string? query) => Recognised(ClientSigns.Of(userAgent, query));

    /// <summary>This dialect; of <c>auto</c> the one that the body of a PATCH gives away, where it does.</summary>
    public ClientDialect OfPatch(ReadOnlySpan<byte> body) => IsAuto ? Recognised(ClientSigns.OfPatch(body)) : this;

    /// <summary>Reads a POST or PUT body.</summary>
    /// <param name="note">Told, a sentence each, what was rewritten.</param>
    /// <exception cref="ScimException">400 <c>invalidSyntax</c>, <c>invalidValue</c>.</exception>
    public ReadResource ReadResource(ReadOnlySpan<byte> body, ResourceType type, Action<string> note)
    {
        var read = ResourceReader.Read(body, type, Tolerance(note));
        if (!read.Ignored.IsEmpty && _patchDemands.Any(demand => demand is OnlyDefined))
        {
            throw new ScimException(OnlyDefined.Refusal(string.Join(", ", read.Ignored), type));
        }

        foreach (var secret in read.Forgotten)
        {
            NoteForgotten(secret, note);
        }

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
    public ImmutableArray<PatchOperation> ReadPatch(ReadOnlySpan<byte> body, ResourceType type, ScimLimits limits, Action<string> note)
    {
        var requested = PatchBody.Read(body, limits, lenient: !_isStrict);
        foreach (var demand in _patchDemands)
        {
            for (var i = 0; i < requested.Length; i++)
            {
                if (demand.Refusal(requested[i], type) is { } refusal)
                {
                    throw new ScimException(refusal with { Detail = $"Operations[{i}]: {refusal.Detail}" });
                }
            }
        }

        foreach (var secret in requested.SelectMany(operation => SecretsIn(operation, type)))
        {
            NoteForgotten(secret.Path, note);
        }

        return Bind(requested, type, limits, note);
    }

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
    internal ClientDialect Without(IQuirk quirk) => new(Name, Quirks.Remove(quirk), _isStrict, UpdatesByPut);

    private static IEnumerable<AttributeDefinition> SecretsIn(RequestedOperation operation, ResourceType type)
    {
        if (operation.Path is { } path)
        {
            return type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null) is { IsSecret: true } target ? [target] : [];
        }

        return operation.Value is { ValueKind: JsonValueKind.Object } value
            ? value.EnumerateObject().Select(property => type.Attribute(property.Name)).OfType<AttributeDefinition>().Where(attribute => attribute.IsSecret)
            : [];
    }

    private static void NoteForgotten(string secret, Action<string> note) => note($"{secret}: accepted and kept nowhere.");

    private bool IsAuto => Name == AutoName;

    private ClientDialect Recognised(string? name) => IsAuto && name is not null ? ByName[name] : this;

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
