using System.Collections.Immutable;
using Scim.Core.Patching;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>
/// Puts ids in the place of <c>bulkId:x</c> (RFC 7644 §3.7.2), wherever the schema says that a resource is meant: in the values of
/// attributes with a <c>$ref</c>, those of extensions among them, and in a group's members. Any other text stays what it is.
/// </summary>
/// <param name="resolve">From the bulkId to what comes in its place; null where the reference is to be left out.</param>
internal sealed class BulkReferences(Func<string, string?> resolve)
{
    public const string Prefix = "bulkId:";

    /// <summary>The bulkId in a text that is a reference, or null.</summary>
    public static string? BulkIdIn(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;

    /// <summary>The bulkIds that a body refers to.</summary>
    public static ImmutableHashSet<string> Of(ReadResource? body, ImmutableArray<PatchOperation> operations)
    {
        var found = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var finding = new BulkReferences(bulkId =>
        {
            found.Add(bulkId);
            return Prefix + bulkId;
        });
        _ = body is null ? null : finding.In(body);
        _ = operations.IsDefault ? default : finding.In(operations);
        return found.ToImmutable();
    }

    public ReadResource In(ReadResource body)
    {
        var resource = body.Resource;
        foreach (var (attribute, value) in body.Resource.Attributes)
        {
            resource = resource.With(attribute, In(attribute, value));
        }

        return body with { Resource = resource, Members = body.Members is { } members ? [.. Ids(members)] : null };
    }

    public ImmutableArray<PatchOperation> In(ImmutableArray<PatchOperation> operations) => [.. operations.Select(In)];

    private PatchOperation In(PatchOperation operation) => operation switch
    {
        PatchOperation.Whole { Value: { } value } whole => whole with { Value = In(whole.Target, value) },
        PatchOperation.Part { Value: ScimValue.Text text, Target.Parent: { } parent } part when IsReference(parent) && part.Target == parent.Value =>
            part with { Value = Id(text.Value) is { } id ? new ScimValue.Text(id) : null },
        PatchOperation.Elements { Sub: null, Value: { } value } elements => elements with { Value = In(elements.Target, value) },
        PatchOperation.Listed listed when In(listed.Target, listed.Values) is ScimValue.Many values => listed with { Values = values },
        PatchOperation.Members { Change: var change } => new PatchOperation.Members(
            new MemberChange(change.ReplaceAll, [.. Ids(change.Add)], [.. Ids(change.Remove)])),
        _ => operation,
    };

    private ScimValue? In(AttributeDefinition attribute, ScimValue value) => value switch
    {
        _ when !IsReference(attribute) => value,
        ScimValue.Many many when many.Values.Select(element => In(attribute, element)).OfType<ScimValue>().ToImmutableArray() is var values =>
            values.IsEmpty ? null : new ScimValue.Many(values),
        ScimValue.Complex { Attributes: var subs } when subs.Text(attribute.Value) is { } text =>
            Id(text) is { } id ? new ScimValue.Complex(subs.With(attribute.Value!, new ScimValue.Text(id))) : null,
        _ => value,
    };

    private IEnumerable<string> Ids(IEnumerable<string> ids) => ids.Select(Id).OfType<string>();

    private string? Id(string text) => BulkIdIn(text) is { } bulkId ? resolve(bulkId) : text;

    private static bool IsReference(AttributeDefinition attribute) => attribute is { IsComplex: true, Value: not null } && attribute.Sub("$ref") is not null;
}
