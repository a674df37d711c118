using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Contract;

/// <summary>What goes wrong on the way, and that nothing is lost or doubled by it.</summary>
[TestFixture]
public abstract class FaultContract : ProductContract
{
    private static readonly SandboxFault[] Passing =
    [
        new SandboxFault.Throttle(1),
        new SandboxFault.Page(HttpStatusCode.ServiceUnavailable),
        new SandboxFault.Page(HttpStatusCode.BadGateway),
        new SandboxFault.CutOff(),
        new SandboxFault.Slow(TimeSpan.FromSeconds(3)),
        new SandboxFault.Refuse(),
        new SandboxFault.ResetBefore(),
        new SandboxFault.ResetAfter(),
        new SandboxFault.HangBefore(),
        new SandboxFault.HangAfter(),
    ];

    private static readonly SandboxFault[] NeverDone = [new SandboxFault.Throttle(1), new SandboxFault.Refuse()];

    private static readonly SandboxFault[] Uncertain =
    [
        new SandboxFault.Page(HttpStatusCode.BadGateway),
        new SandboxFault.Page(HttpStatusCode.InternalServerError),
        new SandboxFault.ResetBefore(),
        new SandboxFault.ResetAfter(),
        new SandboxFault.HangBefore(),
        new SandboxFault.HangAfter(),
    ];

    [TestCaseSource(nameof(Passing))]
    public async Task A_read_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.Faults.Set("GET", "*", fault);

        Assert.That(await product.Users.FindAsync(ann, default), Is.EqualTo(product.Shown(ann)));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task Adding_a_member_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var failures = await product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann"]));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task Removing_a_member_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff", ann);
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var failures = await product.Groups.RemoveMembersAsync(staff, [ProductUnderTest.Ref(ann)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.Empty);
    }

    [TestCaseSource(nameof(Passing))]
    public async Task Deleting_a_group_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        var staff = await product.GroupAsync("staff");
        product.Faults.Set(FaultDial.Writes, "*", fault);

        await product.Groups.DeleteAsync(staff, default);

        Assert.That(product.Truth.Group("staff"), Is.Null);
    }

    [TestCaseSource(nameof(Passing))]
    public async Task An_update_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser);
        var ann = await product.UserAsync("ann");
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var updated = await product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default);

        Assert.That(updated.DisplayName, Is.EqualTo("Ann Other"));
        Assert.That(product.Truth.User("ann")!.DisplayName, Is.EqualTo("Ann Other"));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task A_rename_outlives_a_passing_fault(SandboxFault fault)
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.RenameUser);
        var ann = await product.UserAsync("ann");
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var renamed = await product.Users.UpdateAsync(ann, new(Name: "anna"), default);

        Assert.That((renamed.Key, renamed.Name), Is.EqualTo((ann.Key, "anna")));
    }

    [TestCaseSource(nameof(NeverDone))]
    public async Task A_creation_that_certainly_was_not_done_is_sent_again(SandboxFault fault)
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Writes, "*", fault);

        await product.UserAsync("ann");

        Assert.That(product.Truth.Users.Count(u => u.Name == "ann"), Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Uncertain))]
    public async Task A_creation_that_may_have_been_done_is_Ambiguous_and_not_sent_again(SandboxFault fault)
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var thrown = await FaultOfAsync(() => product.UserAsync("ann"));

        Assert.That(thrown, Is.InstanceOf<ProductFault.Ambiguous>());
        Assert.That(product.Writes.Count(), Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Uncertain))]
    public async Task A_group_that_may_have_been_made_is_Ambiguous_and_not_made_again(SandboxFault fault)
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Writes, "*", fault);

        var thrown = await FaultOfAsync(() => product.Groups.CreateAsync("staff", default));

        Assert.That(thrown, Is.InstanceOf<ProductFault.Ambiguous>());
        Assert.That(product.Writes.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task After_an_ambiguous_creation_the_account_is_found_by_name()
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Writes, "*", new SandboxFault.ResetAfter());
        await FaultOfAsync(() => product.UserAsync("ann"));

        Assert.That((await product.Users.FindByNameAsync("ann", default))?.Name, Is.EqualTo("ann"));
    }

    [Test]
    public async Task A_creation_whose_answer_is_cut_off_is_done_and_told_as_done()
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Writes, "*", new SandboxFault.CutOff());

        var ann = await product.UserAsync("ann");

        Assert.That(await product.Users.FindAsync(ann, default), Is.Not.Null);
        Assert.That(product.Writes.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_outage_is_Unavailable_for_a_read_and_ends_in_time()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.HangBefore(), times: int.MaxValue / 2);
        var before = product.Clock.Passed;

        var fault = await FaultOfAsync(() => product.Users.FindAsync(ann, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(product.Clock.Passed - before, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(26)));
    }

    [Test]
    public async Task A_product_that_cannot_be_reached_is_Unavailable_even_for_a_change()
    {
        await using var product = await StartAsync();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Refuse(), times: int.MaxValue / 2);

        Assert.That(await FaultOfAsync(() => product.UserAsync("ann")), Is.InstanceOf<ProductFault.Unavailable>());
    }

    [Test]
    public async Task An_outage_after_a_change_was_sent_is_Ambiguous()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.ResetBefore(), times: int.MaxValue / 2);

        var fault = await FaultOfAsync(() => product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann)], default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Ambiguous>());
    }

    [Test]
    public async Task Throttling_that_goes_on_is_Throttled_with_the_products_own_wait()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Throttle(3), times: int.MaxValue / 2);

        var fault = await FaultOfAsync(() => product.Users.FindAsync(ann, default));

        Assert.That(fault, Is.EqualTo(new ProductFault.Throttled(fault.Message, TimeSpan.FromSeconds(3))));
    }

    [Test]
    public async Task A_wait_longer_than_the_time_out_is_not_waited_for()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.ForgetCalls();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Throttle(600), times: int.MaxValue / 2);

        var fault = await FaultOfAsync(() => product.Users.FindAsync(ann, default));

        Assert.That(fault, Is.EqualTo(new ProductFault.Throttled(fault.Message, TimeSpan.FromSeconds(600))));
        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_retry_waits_as_long_as_the_product_says()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.Faults.Set("GET", "*", new SandboxFault.Throttle(5));
        var before = product.Clock.Passed;

        await product.Users.FindAsync(ann, default);

        Assert.That(product.Clock.Passed - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Being_shut_out_for_ever_is_Forbidden_and_not_tried_again()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.ForgetCalls();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Throttle(long.MaxValue), times: int.MaxValue / 2);

        var fault = await FaultOfAsync(() => product.Users.FindAsync(ann, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refused_credentials_are_Forbidden_and_tried_once()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        ProductUnderTest.Given(product.RefuseCredentials)();
        product.ForgetCalls();

        var fault = await FaultOfAsync(() => product.Users.FindAsync(ann, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refused_credentials_never_look_like_an_account_that_is_gone()
    {
        await using var product = await StartAsync();
        await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        ProductUnderTest.Given(product.RefuseCredentials)();

        Assert.That(await FaultOfAsync(() => product.Users.FindByNameAsync("ann", default)), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(await FaultOfAsync(() => product.Groups.FindByNameAsync("staff", default)), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(await FaultOfAsync(() => product.Groups.DeleteAsync(staff, default)), Is.InstanceOf<ProductFault.Forbidden>());
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.Forbidden)]
    [TestCase(HttpStatusCode.Unauthorized)]
    public async Task A_log_in_page_in_place_of_an_answer_is_Forbidden(HttpStatusCode status)
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.ForgetCalls();
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(status), times: int.MaxValue / 2);

        Assert.That(await FaultOfAsync(() => product.Users.FindAsync(ann, default)), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_404_of_something_in_between_never_looks_like_an_account_or_group_that_is_gone()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        product.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(HttpStatusCode.NotFound), times: int.MaxValue / 2);

        Assert.That(await FaultOfAsync(() => product.Users.FindAsync(ann, default)), Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(await FaultOfAsync(() => product.Users.FindByNameAsync("ann", default)), Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(await FaultOfAsync(() => product.Groups.FindByNameAsync("staff", default)), Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(await FaultOfAsync(() => product.Groups.DeleteAsync(staff, default)), Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(
            await FaultOfAsync(() => product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann)], default)), Is.InstanceOf<ProductFault.Unavailable>());
    }

    [Test]
    public async Task Without_the_right_to_administer_a_change_is_Forbidden()
    {
        await using var product = await StartAsync();
        ProductUnderTest.Given(product.TakeAdministration)();

        Assert.That(await FaultOfAsync(() => product.UserAsync("ann")), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(product.Truth.User("ann"), Is.Null);
    }

    [Test]
    public async Task Every_attempt_is_told_to_whoever_listens()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        product.Faults.Set("GET", "*", new SandboxFault.Page(HttpStatusCode.ServiceUnavailable));
        var told = new List<ProductCallTrace>();
        ProductCalls.Listen(told.Add);

        await product.Users.FindAsync(ann, default);

        Assert.That(told.Select(c => (c.Method, c.Status, c.Attempt)), Is.EqualTo([("GET", 503, 1), ("GET", (int?)200, 2)]));
        Assert.That(told.Select(c => c.Path), Is.All.StartsWith("/"));
    }

    [Test]
    public async Task Whoever_gives_up_waiting_gets_no_fault_but_a_cancellation()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        using var hurry = new CancellationTokenSource();
        await hurry.CancelAsync();

        await Assert.ThatAsync(() => product.Users.FindAsync(ann, hurry.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
