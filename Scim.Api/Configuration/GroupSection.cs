using System.Collections.Immutable;
using FluentValidation;
using Scim.Core.Options;
using Scim.Core.Provisioning;
using Scim.Core.Resources;

namespace Scim.Api.Configuration;

/// <summary>How <see cref="GroupPolicy"/> comes from the configuration (<c>Scim:Groups</c>).</summary>
internal static class GroupSection
{
    public const string Section = "Scim:Groups";

    public static GroupPolicy Read(OptionsReader reader)
    {
        var otherwise = new GroupPolicy();
        return new()
        {
            OnRename = reader.Choice(nameof(GroupPolicy.OnRename), otherwise.OnRename),
            AdoptExisting = reader.Boolean(nameof(GroupPolicy.AdoptExisting), otherwise.AdoptExisting),
            OnDelete = reader.Choice(nameof(GroupPolicy.OnDelete), otherwise.OnDelete),
            Map = reader.Map(nameof(GroupPolicy.Map)).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            Prefix = reader.Text(nameof(GroupPolicy.Prefix), otherwise.Prefix),
            Protected = reader.List(nameof(GroupPolicy.Protected)) is { } names ? [.. names] : null,
        };
    }
}

internal sealed class GroupPolicyValidator : AbstractValidator<GroupPolicy>
{
    public GroupPolicyValidator()
    {
        RuleFor(o => o.Map).Must(map => Doubles(map).Count == 0)
            .WithMessage(o => $"leads two SCIM groups to one group of the product ({string.Join(", ", Doubles(o.Map))}): expected a product group of its own for each.");
        RuleFor(o => o.Map).Must((policy, map) => Reached(policy, map).Count == 0).When(o => o.Prefix.Length > 0)
            .WithMessage(o => $"names product groups that {GroupSection.Section}:{nameof(GroupPolicy.Prefix)} '{o.Prefix}' also leads to "
                + $"({string.Join(", ", Reached(o, o.Map))}): expected names that don't begin with the prefix.");
    }

    private static List<string> Doubles(ImmutableDictionary<string, string> map) =>
        [.. map.Values.GroupBy(Comparable.Fold).Where(same => same.Count() > 1).Select(same => same.Order(StringComparer.Ordinal).First()).Order(StringComparer.Ordinal)];

    // "Sales" without a map becomes prefix + "Sales"; a map to that very name would be taken by two SCIM groups.
    private static List<string> Reached(GroupPolicy policy, ImmutableDictionary<string, string> map) =>
        [.. map.Where(m => Comparable.Fold(m.Value).StartsWith(Comparable.Fold(policy.Prefix), StringComparison.Ordinal)
            && !string.Equals(Comparable.Fold(m.Value), Comparable.Fold(policy.Prefix + m.Key), StringComparison.Ordinal))
            .Select(m => m.Value).Order(StringComparer.Ordinal)];
}
