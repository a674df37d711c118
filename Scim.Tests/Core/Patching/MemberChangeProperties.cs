using CsCheck;
using NUnit.Framework;
using Scim.Core.Patching;

namespace Scim.Tests.Core.Patching;

[TestFixture]
public sealed class MemberChangeProperties
{
    private static readonly Gen<string> Id = Gen.Int[0, 9].Select(i => $"u{i}");

    private static readonly Gen<MemberChange> Change = Gen.OneOf(
        Id.Array[0, 4].Select(MemberChange.Adding),
        Id.Array[0, 4].Select(MemberChange.Removing),
        Id.Array[0, 4].Select(MemberChange.ReplacingWith));

    [Test]
    public void Changes_as_one_do_what_they_do_one_after_the_other()
    {
        Gen.Select(Id.Array[0, 8], Change.Array[0, 6]).Sample((before, changes) =>
        {
            var stepwise = changes.Aggregate(before.ToHashSet(), Apply);
            var composed = changes.Aggregate(MemberChange.None, (all, next) => all.Then(next));
            return Apply([.. before], composed).SetEquals(stepwise)
                && !composed.Add.Overlaps(composed.Remove)
                && (!composed.ReplaceAll || composed.Remove.IsEmpty);
        });
    }

    [Test]
    public void Composing_is_associative()
    {
        Gen.Select(Id.Array[0, 8], Change, Change, Change).Sample((before, a, b, c) =>
            Apply([.. before], a.Then(b).Then(c)).SetEquals(Apply([.. before], a.Then(b.Then(c)))));
    }

    private static HashSet<string> Apply(HashSet<string> members, MemberChange change) =>
        change.ReplaceAll ? [.. change.Add] : [.. members.Except(change.Remove).Union(change.Add)];
}
