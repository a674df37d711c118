using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;

namespace Scim.Tests.Core.Provisioning;

/// <summary>What a client is told of each of the product's faults, and which of them may pass by themselves.</summary>
public sealed class FaultMappingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    public static IEnumerable<TestCaseData> Faults =>
    [
        new(new ProductFault.NotFound("It is gone."), new ScimError(404, null, "It is gone."), false),
        new(new ProductFault.AlreadyExists("It is taken."), new ScimError(409, "uniqueness", "It is taken."), false),
        new(new ProductFault.Invalid("It is wrong.", "email"), new ScimError(400, "invalidValue", "It is wrong."), false),
        new(new ProductFault.Unsupported("It can't."), new ScimError(501, null, "It can't."), false),
        new(new ProductFault.Forbidden("It may not."), new ScimError(503, null, "It may not.", Later), true),
        new(new ProductFault.LicenceExceeded("10 of 10 seats are taken."), new ScimError(400, null, "licence: 10 of 10 seats are taken."), false),
        new(new ProductFault.Throttled("Too many.", TimeSpan.FromSeconds(7)), new ScimError(429, null, "Too many.", TimeSpan.FromSeconds(7)), true),
        new(new ProductFault.Unavailable("It is down."), new ScimError(503, null, "It is down.", Soon), true),
        new(
            new ProductFault.Unavailable("It is down.", TimeSpan.FromSeconds(9)),
            new ScimError(503, null, "It is down.", TimeSpan.FromSeconds(9)),
            true),
        new(new ProductFault.Ambiguous("It may be done."), new ScimError(503, null, "It may be done.", Soon), true),
    ];

    [TestCaseSource(nameof(Faults))]
    public void A_fault_is_told_as(ProductFault fault, ScimError error, bool mayPass) => Assert.That(FaultMapping.ToScim(fault), Is.EqualTo(error));

    [TestCaseSource(nameof(Faults))]
    public void A_fault_passes_or_is_final(ProductFault fault, ScimError error, bool mayPass) => Assert.That(FaultMapping.MayPass(fault), Is.EqualTo(mayPass));

    [TestCaseSource(nameof(Faults))]
    public void No_fault_of_the_product_is_told_as_bad_credentials_of_the_client(ProductFault fault, ScimError error, bool mayPass) =>
        Assert.That(FaultMapping.ToScim(fault).Status, Is.Not.EqualTo(401).And.Not.EqualTo(403));

    [TestCaseSource(nameof(Faults))]
    public void What_may_pass_says_when_to_come_again(ProductFault fault, ScimError error, bool mayPass) =>
        Assert.That(FaultMapping.ToScim(fault).RetryAfter is not null, Is.EqualTo(mayPass));

    [Test]
    public void Every_kind_of_fault_is_in_the_table()
    {
        var kinds = typeof(ProductFault).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(ProductFault)));

        Assert.That(Faults.Select(f => f.Arguments[0]!.GetType()).Distinct(), Is.EquivalentTo(kinds));
    }
}
