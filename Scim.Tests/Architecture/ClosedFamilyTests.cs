using System.Diagnostics;
using Dapper;
using NUnit.Framework;
using Scim.Api.Endpoints;
using Scim.Api.Storage;
using Scim.Api.Storage.Sqlite;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Architecture;

/// <summary>
/// Every switch over a closed family ends in <see cref="UnreachableException"/>: each nested type is fed to every reader, so that a new
/// one can't be forgotten. A type without a sample here fails by itself.
/// </summary>
[TestFixture]
internal sealed class ClosedFamilyTests
{
    private static readonly SchemaCatalog Catalog = SampleSchemas.Catalog();
    private static readonly ResourceType Type = Catalog.User;
    private static readonly AttributeDefinition UserName = Type.Attribute("userName")!;
    private static readonly AttributeDefinition Emails = Type.Attribute("emails")!;
    private static readonly AttributeDefinition Level = Type.Resolve(SampleSchemas.Extension, "level", null)!;

    private static readonly ScimValue.Text Ann = new("ann");
    private static readonly ScimValue.Complex Email = new(AttributeSet.Empty.With(Emails.Value!, Ann));
    private static readonly Resource User = new Resource(Type).With(UserName, Ann).With(Emails, new ScimValue.Many([Email]));

    private static readonly AttributePath Name = new(null, "userName");
    private static readonly Filter Written = new Filter.Present(Name);
    private static readonly BoundFilter Bound = new BoundFilter.Present(UserName);
    private static readonly Filter Inside = new Filter.Present(new(null, "value"));
    private static readonly BoundFilter BoundInside = new BoundFilter.Present(Emails.Value!);

    private static readonly Filter[] Filters =
    [
        new Filter.And(Written, Written), new Filter.Or(Written, Written), new Filter.Not(Written), Written,
        new Filter.Compare(Name, CompareOperator.Eq, Ann), new Filter.ValuePath(new(null, "emails"), new Filter.Present(new(null, "value"))),
    ];

    private static readonly BoundFilter[] BoundFilters = Of(Bound, UserName, Emails);

    private static readonly (AttributeDefinition Attribute, ScimValue Value)[] Values =
    [
        (UserName, Ann), (Type.Attribute("active")!, ScimValue.Boolean.True), (Level, new ScimValue.Integer(7)),
        (Extension("score"), new ScimValue.Decimal(1.5m)), (Extension("hired"), new ScimValue.Instant(DateTimeOffset.UnixEpoch, "1970-01-01T00:00:00Z")),
        (Extension("badge"), new ScimValue.Binary("AAEC")), (Type.Attribute("name")!, new ScimValue.Complex(AttributeSet.Empty.With(Type.Attribute("name")!.Sub("givenName")!, Ann))),
        (Emails, new ScimValue.Many([Email])),
    ];

    private static readonly PatchOperation[] Operations =
    [
        new PatchOperation.Whole(PatchOp.Replace, UserName, Ann), new PatchOperation.Part(PatchOp.Add, Type.Attribute("name")!.Sub("givenName")!, Ann),
        new PatchOperation.Elements(PatchOp.Replace, Emails, BoundInside, null, Email, Inside, NoMatch.AsTheRfcSays), new PatchOperation.Listed(Emails, new([Email])),
        new PatchOperation.Identity("1"), new PatchOperation.Members(MemberChange.Adding(["1"])), new PatchOperation.MembersWhere(BoundInside),
    ];

    private static readonly ProductGroup Staff = new(new("g1"), "staff");

    private static readonly Step[] Steps =
    [
        new Step.CreateUser(new NewProductUser("ann", "Ann", "ann@example.com")), new Step.UpdateUser(new ProductUserChange(DisplayName: "Ann B")),
        new Step.DeleteUser(), new Step.RemoveAccess(AccountAccess.None), new Step.GiveBackAccess(AccountAccess.None), new Step.RevokeCredentials(),
        new Step.JoinGroup("staff"), new Step.LeaveGroup("1", Staff), new Step.RejoinGroup("1", Staff), new Step.CreateGroup("staff"), new Step.RenameGroup("crew"),
        new Step.DeleteGroup(), new Step.AddMembers(["1"]), new Step.RemoveMembers(["1"]),
    ];

    private static IEnumerable<TestCaseData> AttributesWithValues => Values.Select(v => new TestCaseData(v.Attribute, v.Value));

    private static IEnumerable<TestCaseData> Families =>
    [
        Family(Filters), Family(BoundFilters), Family(Values.Select(v => v.Value)), Family(Operations), Family(Steps),
    ];

    [TestCaseSource(nameof(Families))]
    public void Each_nested_type_has_a_sample(Type family, object[] samples)
    {
        var nested = family.GetNestedTypes(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Where(t => t.IsSubclassOf(family));

        Assert.That(samples.Select(s => s.GetType()).Distinct(), Is.EquivalentTo(nested));
    }

    [TestCaseSource(nameof(Filters))]
    public void Each_filter_is_printed_read_and_bound(Filter filter)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Filter.Parse(filter.ToString(), new ScimLimits()), Is.EqualTo(filter));
            Assert.That(FilterBinder.Bind(filter, Type), Is.Not.Null);

            // Inside an element the name is none of its sub-attributes: refused, but not unknown as a kind of filter.
            Assert.That(() => FilterBinder.BindElement(filter, Emails), Throws.TypeOf<ScimException>());
        }
    }

    [TestCaseSource(nameof(BoundFilters))]
    public void Each_bound_filter_is_read_in_memory_and_in_SQL(BoundFilter filter)
    {
        // Value paths aren't nested (erratum 4690): inside one there is every kind but itself, and the binder sees to that.
        var kind = filter is BoundFilter.Element ? typeof(BoundFilter.Present) : filter.GetType();
        var element = Of(BoundInside, Emails.Value!, Emails).Single(f => f.GetType() == kind);
        var ofMember = Of(new BoundFilter.Present(Catalog.Group.Members!.Value!), Catalog.Group.Members.Value!, Catalog.Group.Members).Single(f => f.GetType() == kind);
        var patch = new PatchOperation.Elements(PatchOp.Remove, Emails, element, null, null, Inside, NoMatch.AsTheRfcSays);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => FilterEvaluator.Matches(filter, User), Throws.Nothing);
            Assert.That(() => FilterEvaluator.MatchesElement(element, Email, Emails), Throws.Nothing);
            Assert.That(() => LookupPlan.Concerns(filter, UserName), Throws.Nothing);
            Assert.That(() => LookupPlan.TryFind(filter, UserName, out _), Throws.Nothing);
            Assert.That(() => PatchEngine.Apply(User, [patch]), Throws.Nothing);
            Assert.That(Sql(Type, filter), Is.Not.Empty);
            Assert.That(Sql(Type, new BoundFilter.Element(Emails, element)), Is.Not.Empty);
            Assert.That(Sql(Catalog.Group, new BoundFilter.Element(Catalog.Group.Members, ofMember)), Is.Not.Empty);
        }
    }

    [TestCaseSource(nameof(AttributesWithValues))]
    public void Each_value_is_written_kept_compared_and_told(AttributeDefinition attribute, ScimValue value)
    {
        var resource = new Resource(Type).With(attribute, value);
        var other = new Resource(Type);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ResourceDocument.Read(ResourceDocument.Write(resource), Type), Is.EqualTo(resource));
            Assert.That(ValueJson.Of(value), Is.Not.Empty);
            Assert.That(AttributeRow.Of(resource).Where(r => r.Path != "schemas"), Is.Not.Empty);
            Assert.That(AttributeChanges.Between(other, resource), Is.Not.Empty);
            Assert.That(() => FilterEvaluator.Matches(new BoundFilter.Present(attribute), resource), Is.True);
            Assert.That(
                value is ScimValue.Complex or ScimValue.Many || FilterEvaluator.Matches(new BoundFilter.Compare(attribute, CompareOperator.Eq, Comparable.Of(attribute, value)), resource));
        }
    }

    [TestCaseSource(nameof(Operations))]
    public void Each_operation_is_applied_and_its_names_are_known(PatchOperation operation)
    {
        var type = operation is PatchOperation.Members or PatchOperation.MembersWhere ? Catalog.Group : Type;
        var before = (type == Type ? User : new Resource(type)).With(type.Common.Id, new ScimValue.Text("1"));

        // The provisioner turns conditions on members into ids first.
        AssertApplies(operation, () => PatchEngine.Apply(before, [operation]));
        Assert.That(() => WrittenAttributes.Of([operation]).ToList(), Throws.Nothing);
    }

    [TestCaseSource(nameof(Steps))]
    public void Each_step_is_journalled(Step step)
    {
        var plan = new JournalPlan("r", Actor.Gateway, null, [], null, [step]);

        Assert.That(JournalPlan.Parse(plan.ToJson()).ToJson(), Is.EqualTo(plan.ToJson()));
        Assert.That(JournalPlan.Parse(plan.ToJson()).Steps.Single(), Is.TypeOf(step.GetType()));
    }

    [Test]
    public async Task Each_step_is_run()
    {
        await using var gateway = await TestGateway.StartAsync();
        var adapter = gateway.Get<IProductAdapter>();
        foreach (var step in Steps)
        {
            var name = $"of-{step.GetType().Name}".ToLowerInvariant();
            var report = new StepReport
            {
                User = await adapter.Users.CreateAsync(new($"{name}-user", name, "a@example.com"), default),
                Group = await adapter.Groups.CreateAsync(name, default),
            };

            // The product may refuse; that a kind of step is unknown isn't for it to say.
            Assert.That(async () => await gateway.Get<StepRunner>().RunAsync([step], report, default), Throws.Nothing, step.ToString());
        }
    }

    private static void AssertApplies(PatchOperation operation, Action apply)
    {
        if (operation is PatchOperation.MembersWhere)
        {
            Assert.That(apply, Throws.ArgumentException);
        }
        else
        {
            Assert.That(apply, Throws.Nothing);
        }
    }

    private static AttributeDefinition Extension(string name) => Type.Resolve(SampleSchemas.Extension, name, null)!;

    private static BoundFilter[] Of(BoundFilter leaf, AttributeDefinition simple, AttributeDefinition list) =>
    [
        new BoundFilter.And(leaf, leaf), new BoundFilter.Or(leaf, leaf), new BoundFilter.Not(leaf), leaf,
        new BoundFilter.Compare(simple, CompareOperator.Eq, "ann"), new BoundFilter.Element(list, new BoundFilter.Present(list.Value!)),
    ];

    private static string Sql(ResourceType type, BoundFilter filter) => new FilterToSql(new SqliteDialect(), type, new DynamicParameters()).Condition(filter);

    private static TestCaseData Family<T>(IEnumerable<T> samples)
        where T : class => new TestCaseData(typeof(T), samples.Cast<object>().ToArray()).SetArgDisplayNames(typeof(T).Name);
}
