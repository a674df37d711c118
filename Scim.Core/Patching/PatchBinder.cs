using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>Binds requested operations to a resource type: paths become definitions, JSON becomes typed values (RFC 7644 §3.5.2).</summary>
internal sealed class PatchBinder
{
    private readonly ResourceType _type;
    private readonly IValueTolerance _tolerance;
    private readonly ImmutableArray<PatchOperation>.Builder _bound;

    private PatchBinder(ResourceType type, IValueTolerance tolerance, int count)
    {
        _type = type;
        _tolerance = tolerance;
        _bound = ImmutableArray.CreateBuilder<PatchOperation>(count);
    }

    /// <param name="operations">All with a path.</param>
    /// <exception cref="ScimException">400 <c>invalidPath</c>, <c>invalidFilter</c>, <c>invalidValue</c>, <c>mutability</c>, <c>noTarget</c>.</exception>
    public static ImmutableArray<PatchOperation> Bind(IReadOnlyCollection<RequestedOperation> operations, ResourceType type, IValueTolerance tolerance)
    {
        var binder = new PatchBinder(type, tolerance, operations.Count);
        foreach (var operation in operations)
        {
            binder.Bind(operation, operation.Path!);
        }

        return binder._bound.DrainToImmutable();
    }

    private void Bind(RequestedOperation operation, PatchPath path)
    {
        var target = _type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null) ?? throw Unknown(path);
        var subName = path.Element is null ? path.Attribute.Sub : path.Sub;
        var sub = subName is null ? null : target.Sub(subName) ?? throw Unknown(path);
        if (operation is { Op: PatchOp.Remove, Value: not null, OnlyListed: false })
        {
            // Read by the letter, RFC 7644 §3.5.2.2 takes out everything; nobody who sends a value means that.
            throw new ScimException(ScimError.InvalidValue($"{path}: a remove takes no value; use {target.Path}[value eq …]."));
        }

        if (operation.FromValue && target == _type.Common.Id)
        {
            BindIdentity(operation.Value!.Value);
        }
        else if (target.Mutability == Mutability.ReadOnly || sub?.Mutability == Mutability.ReadOnly)
        {
            throw new ScimException(ScimError.Mutability($"{path} is read-only."));
        }
        else if (target == _type.Members)
        {
            BindMembers(operation, path, sub);
        }
        else if (path.Element is { } element)
        {
            BindElements(operation, target, element, sub);
        }
        else if (sub is not null)
        {
            BindPart(operation, target, sub);
        }
        else if (operation.OnlyListed)
        {
            BindListed(operation, target);
        }
        else if (target is { IsComplex: true, MultiValued: false })
        {
            BindComplex(operation, target);
        }
        else
        {
            BindWhole(operation, target);
        }
    }

    private void BindIdentity(JsonElement value) => _bound.Add(new PatchOperation.Identity(value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new ScimException(ScimError.InvalidValue("id", JsonWords.Found(value), "a string"))));

    // A password is checked and forgotten, as in a POST: no product's password is ours to set.
    private void BindWhole(RequestedOperation operation, AttributeDefinition target)
    {
        var value = operation.Value is { } json ? Whole(json, target) : null;
        if (!target.IsSecret && MeansSomething(operation, target, value))
        {
            _bound.Add(new PatchOperation.Whole(value is null ? PatchOp.Remove : operation.Op, target, value));
        }
    }

    // RFC 7644 §3.5.2.1, §3.5.2.3: sub-attributes that the value names are set, the others stay. An object is thus so many operations.
    private void BindComplex(RequestedOperation operation, AttributeDefinition target)
    {
        if (operation.Value is { ValueKind: JsonValueKind.Object } json)
        {
            // "value" first: where it changes, what belonged to the old value goes.
            foreach (var property in Properties(json, target).OrderBy(p => target.Sub(p.Name) == target.Value ? 0 : 1))
            {
                var sub = target.Sub(property.Name)
                    ?? throw new ScimException(ScimError.InvalidValue($"{target.Path}.{JsonWords.Short(property.Name)}: there is no such attribute."));
                if (sub.Mutability != Mutability.ReadOnly)
                {
                    BindPart(operation with { Value = property.Value }, target, sub);
                }
            }

            return;
        }

        switch (operation.Value is { } other ? ResourceReader.ReadValue(Raw(other), target, _tolerance) : null)
        {
            case ScimValue.Complex understood:
                foreach (var (sub, value) in understood.Attributes)
                {
                    _bound.Add(new PatchOperation.Part(operation.Op, sub, value));
                }

                break;
            case var none when MeansSomething(operation, target, none):
                _bound.Add(new PatchOperation.Whole(PatchOp.Remove, target, null));
                break;
            default:
                break;
        }
    }

    private void BindPart(RequestedOperation operation, AttributeDefinition target, AttributeDefinition sub)
    {
        if (target.MultiValued)
        {
            throw new ScimException(ScimError.InvalidPath($"{sub.Path}: which elements? Choose with a filter, such as {target.Path}[type eq \"work\"].{sub.Name}."));
        }

        var value = operation.Value is { } json ? Whole(json, sub) : null;
        if (!sub.IsSecret && MeansSomething(operation, sub, value))
        {
            _bound.Add(new PatchOperation.Part(value is null ? PatchOp.Remove : operation.Op, sub, value));
        }
    }

    private void BindElements(RequestedOperation operation, AttributeDefinition target, Filter element, AttributeDefinition? sub)
    {
        if (!target.MultiValued)
        {
            throw new ScimException(ScimError.InvalidPath($"{target.Path} has one value: there are no elements to choose from with a filter."));
        }

        var condition = FilterBinder.BindElement(element, target);
        var value = (operation.Value, sub) switch
        {
            (null, _) => null,
            ({ } json, null) => ResourceReader.ReadElement(Raw(json), target, _tolerance),
            ({ } json, _) => Whole(json, sub),
        };
        if (sub is null || MeansSomething(operation, sub, value))
        {
            _bound.Add(new PatchOperation.Elements(
                operation.Op, target, condition, sub, value, element, operation.WhenNoMatch));
        }
    }

    private void BindListed(RequestedOperation operation, AttributeDefinition target)
    {
        if (Whole(operation.Value!.Value, target) is ScimValue.Many values)
        {
            _bound.Add(new PatchOperation.Listed(target, values));
        }
    }

    // A group's members are a relation (RFC 7643 §4.2): what is known of them is their ids, and all else about them is immutable.
    private void BindMembers(RequestedOperation operation, PatchPath path, AttributeDefinition? sub)
    {
        if (sub is not null)
        {
            throw new ScimException(ScimError.Mutability($"{path}: members are added and removed, but not changed (RFC 7643 §4.2)."));
        }

        if (path.Element is { } element)
        {
            BindMembersWhere(operation.Op, path, element);
            return;
        }

        var ids = operation.Value is { } json ? MemberIds(json) : [];
        _bound.Add(new PatchOperation.Members((operation.Op, operation.OnlyListed) switch
        {
            (PatchOp.Add, _) => MemberChange.Adding(ids),
            (PatchOp.Remove, true) => MemberChange.Removing(ids),
            _ => MemberChange.ReplacingWith(ids),
        }));
    }

    private void BindMembersWhere(PatchOp op, PatchPath path, Filter element)
    {
        var condition = FilterBinder.BindElement(element, _type.Members!);
        if (op != PatchOp.Remove)
        {
            throw new ScimException(op == PatchOp.Replace
                ? ScimError.NoTarget($"{path}: a member can't become another; remove the one and add the other.")
                : ScimError.InvalidPath($"{path}: members are added with the path \"members\" and a list of them."));
        }

        var ids = new List<string>();
        _bound.Add(TryReadIds(element, ids)
            ? new PatchOperation.Members(MemberChange.Removing(ids))
            : new PatchOperation.MembersWhere(condition));
    }

    // value eq "…" or value eq "…" …; a chain of many leans to the left.
    private static bool TryReadIds(Filter element, List<string> ids)
    {
        for (; element is Filter.Or or; element = or.Left)
        {
            if (!TryReadIds(or.Right, ids))
            {
                return false;
            }
        }

        if (element is not Filter.Compare { Operator: CompareOperator.Eq, Value: ScimValue.Text id, Path: { Schema: null, Sub: null } path }
            || !path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ids.Add(id.Value);
        return true;
    }

    // RFC 7644 §3.5.2.1 has a list; one member alone is as plain.
    private ImmutableArray<string> MemberIds(JsonElement value) => ResourceReader.ReadMembers(
        value.ValueKind == JsonValueKind.Object ? [(byte)'[', .. Raw(value), (byte)']'] : Raw(value), _type.Members!, _tolerance);

    // A multi-valued attribute's value is a list; one value alone is as plain. What is plainly of its type, or is tolerated, needs no second reading: the body is checked.
    private ScimValue? Whole(JsonElement json, AttributeDefinition attribute) => (attribute, json.ValueKind) switch
    {
        ({ MultiValued: false, Type: AttributeType.String }, JsonValueKind.String) => json.GetString() is { Length: > 0 } text ? new ScimValue.Text(ValueReader.Kept(text, attribute)) : null,
        ({ MultiValued: false, Type: AttributeType.Boolean }, JsonValueKind.True or JsonValueKind.False) => ScimValue.Boolean.Of(json.GetBoolean()),
        ({ MultiValued: false, Type: AttributeType.Boolean }, JsonValueKind.String) when _tolerance.TryReadOne(attribute, json, out var meant) => meant,
        ({ MultiValued: false }, _) or (_, JsonValueKind.Array or JsonValueKind.Null) => ResourceReader.ReadValue(Raw(json), attribute, _tolerance),
        _ => ResourceReader.ReadElement(Raw(json), attribute, _tolerance) is { } one ? new ScimValue.Many([one]) : null,
    };

    // RFC 7643 §2.5: null is no value. To add none is nothing; to put none in a value's place takes it away, which a required one doesn't bear.
    private static bool MeansSomething(RequestedOperation operation, AttributeDefinition attribute, ScimValue? value) =>
        value is not null || (attribute.Required
            ? throw new ScimException(ScimError.Mutability($"{attribute.Path} is required: it can be changed, but not taken away."))
            : operation.Op != PatchOp.Add);

    private static List<JsonProperty> Properties(JsonElement json, AttributeDefinition target)
    {
        var properties = new List<JsonProperty>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            properties.Add(names.Add(property.Name) ? property : throw ValueReader.Twice($"{target.Path}.{property.Name}"));
        }

        return properties;
    }

    private static ReadOnlySpan<byte> Raw(JsonElement json) => JsonMarshal.GetRawUtf8Value(json);

    private ScimException Unknown(PatchPath path) =>
        new(ScimError.InvalidPath($"{JsonWords.Short(path.ToString())}: {_type.Name} has no such attribute."));
}
