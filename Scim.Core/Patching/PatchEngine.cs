using System.Collections.Immutable;
using System.Diagnostics;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>Applies bound operations to a resource (RFC 7644 §3.5.2): in order, all or none, pure.</summary>
public static class PatchEngine
{
    /// <param name="before">The resource as it is; not changed.</param>
    /// <param name="operations">Without <see cref="PatchOperation.MembersWhere"/>.</param>
    /// <exception cref="ScimException">400 <c>noTarget</c>, <c>mutability</c>, <c>invalidValue</c>; 413 for work without end.</exception>
    public static PatchOutcome Apply(Resource before, ImmutableArray<PatchOperation> operations)
    {
        var after = before;
        var members = MemberChange.None;
        var budget = new PatchBudget();
        var named = new HashSet<AttributeDefinition>(ReferenceEqualityComparer.Instance);
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case PatchOperation.Whole whole:
                    named.Add(whole.Target);
                    budget.Spend(List(after, whole.Target), null);
                    after = ApplyWhole(after, whole);
                    break;
                case PatchOperation.Part part:
                    named.Add(part.Target.Parent!);
                    after = ApplyPart(after, part);
                    break;
                case PatchOperation.Elements elements:
                    named.Add(elements.Target);
                    budget.Spend(List(after, elements.Target), elements.Condition);
                    after = SetList(after, elements.Target, ElementPatch.Apply(List(after, elements.Target), elements));
                    break;
                case PatchOperation.Listed listed:
                    named.Add(listed.Target);
                    budget.Spend(List(after, listed.Target), null);
                    after = SetList(after, listed.Target, ElementList.Without(List(after, listed.Target), listed));
                    break;
                case PatchOperation.Identity identity:
                    Check(after, identity);
                    break;
                case PatchOperation.Members change:
                    named.Add(before.Type.Members!);
                    members = members.Then(change.Change);
                    break;
                case PatchOperation.MembersWhere:
                    throw new ArgumentException("Conditions on members are turned into ids first.", nameof(operations));
                default:
                    throw new UnreachableException();
            }
        }

        return new(after.Attributes.Equals(before.Attributes) ? before : after, members, named);
    }

    // RFC 7644 §3.5.2.1 to §3.5.2.3, the target is an attribute.
    private static Resource ApplyWhole(Resource resource, PatchOperation.Whole operation) => (operation.Op, operation.Target, operation.Value) switch
    {
        (_, { MultiValued: true } target, ScimValue.Many values) => SetList(resource, target, operation.Op == PatchOp.Add
            ? ElementList.Append(target, List(resource, target), values.Values)
            : ElementList.Replace(List(resource, target), values.Values)),
        var (_, target, value) => Set(resource, target, value),
    };

    // §3.5.2.1: "If the target location specifies a complex attribute, a set of sub-attributes SHALL be specified in the 'value' parameter."
    private static Resource ApplyPart(Resource resource, PatchOperation.Part operation)
    {
        var (sub, parent) = (operation.Target, operation.Target.Parent!);
        var parts = resource[parent] is ScimValue.Complex complex ? complex.Attributes : AttributeSet.Empty;
        var changed = Immutability.Checked(sub, parts[sub], operation.Value) ? parts.With(sub, operation.Value) : parts;
        if (sub == parent.Value && !ReferenceEquals(changed, parts))
        {
            changed = ReferenceParts.Without(changed, parent);
        }

        return Set(resource, parent, changed.IsEmpty ? null : new ScimValue.Complex(changed));
    }

    private static Resource Set(Resource resource, AttributeDefinition target, ScimValue? value) =>
        Immutability.Checked(target, resource[target], value) ? resource.With(target, value) : resource;

    private static Resource SetList(Resource resource, AttributeDefinition target, ImmutableArray<ScimValue> elements)
    {
        if (elements.Length > ScimValue.Many.Most)
        {
            throw ValueReader.TooMany(target);
        }

        // RFC 7644 §3.5.2.2: a required attribute isn't taken away, nor is its last element.
        if (elements.IsEmpty && target.Required && resource[target] is not null)
        {
            throw new ScimException(ScimError.Mutability($"{target.Path} is required: its last value can't be taken away."));
        }

        return Set(resource, target, elements.IsEmpty ? null : new ScimValue.Many(elements));
    }

    private static ImmutableArray<ScimValue> List(Resource resource, AttributeDefinition target) =>
        resource[target] is ScimValue.Many many ? many.Values : [];

    private static void Check(Resource resource, PatchOperation.Identity identity)
    {
        if (identity.Id != resource.Id)
        {
            throw new ScimException(ScimError.Mutability("id is read-only, and the one in the value isn't this resource's."));
        }
    }
}
