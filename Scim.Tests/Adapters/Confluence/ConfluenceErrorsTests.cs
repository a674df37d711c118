using NUnit.Framework;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>Confluence's refusals, told apart by status, by what was sent, and a look, in whatever language their texts are.</summary>
[TestFixture("en")]
[TestFixture("de")]
internal sealed class ConfluenceErrorsTests(string language)
{
    [TestCase("ann", "", "displayName")]
    [TestCase("ann", "A<b>", "displayName")]
    [TestCase("a b", "Ann", "name")]
    [TestCase("Ann", "Ann", null)]
    public async Task A_refused_value_is_named_by_what_was_sent(string name, string displayName, string? field)
    {
        await using var confluence = Start();

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new(name, displayName, "ann@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo(field));
    }

    [Test]
    public async Task A_taken_name_is_told_also_where_the_answer_is_a_400()
    {
        await using var confluence = Start(options => options.TakenNameStatus = 400);
        confluence.Sandbox.AddUser("ann", "Ann", "ann@example.com");

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default));

        Assert.That(fault, Is.EqualTo(new ProductFault.AlreadyExists("Confluence already has an account with the login name 'ann'.")));
    }

    [Test]
    public async Task A_java_class_in_front_of_a_text_is_not_shown()
    {
        await using var confluence = Start(options => options.HasClassInMessages = true);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "nonsense"), default));

        Assert.That(fault.Message, Is.EqualTo(language == "en"
            ? "Confluence says (400): The email address is not valid"
            : "Confluence says (400): Die E-Mail-Adresse ist ungültig"));
    }

    [TestCase(403)]
    [TestCase(400)]
    public async Task A_directory_that_confluence_cannot_write_to_is_Invalid_and_does_not_look_like_missing_rights(int status)
    {
        await using var confluence = Start(options =>
        {
            options.IsReadOnly = true;
            options.ReadOnlyStatus = status;
        });
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", "bob@example.com", true);
        confluence.Sandbox.AddGroup("staff");

        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.UpdateAsync(bob, new(DisplayName: "x"), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.UpdateAsync(bob, new(Active: false), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.DeleteAsync(bob, default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Groups.CreateAsync("crew", default)), Is.InstanceOf<ProductFault.Invalid>());
        var failures = await confluence.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(bob.Key, "bob")], default);
        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.Invalid>());
    }

    [Test]
    public async Task A_right_that_only_a_system_administrator_has_is_Forbidden_and_told()
    {
        await using var confluence = Start();
        confluence.Sandbox.LowerToConfluenceAdministrator();
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", null, true);

        await confluence.Adapter.Users.UpdateAsync(bob, new(Active: false), default);

        foreach (var call in new Func<Task>[] { () => confluence.Adapter.Users.DeleteAsync(bob, default), () => confluence.Adapter.Groups.CreateAsync("staff", default) })
        {
            var fault = await FaultOfAsync(call);
            Assert.That(fault, Is.InstanceOf<ProductFault.Forbidden>());
            Assert.That(fault.Message, Does.EndWith(
                "Put it into confluence-administrators: to make and delete groups and to delete accounts takes a system administrator."));
        }
    }

    [Test]
    public async Task No_free_seat_is_told_with_numbers_and_nothing_is_made()
    {
        await using var confluence = Start(options => options.Seats = 1);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default));

        Assert.That(fault, Is.EqualTo(new ProductFault.LicenceExceeded("1 of 1 seats of Confluence are taken.")));
        Assert.That(confluence.Sandbox.Read().User("ann"), Is.Null);
    }

    [Test]
    public async Task Where_the_numbers_of_the_licence_cannot_be_read_the_refusal_is_told_as_it_came()
    {
        await using var confluence = Start(options => options.Seats = 1);
        confluence.Sandbox.Faults.Set("GET", "/rest/license/*", new SandboxFault.Page(System.Net.HttpStatusCode.Forbidden), times: 9);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.LicenceExceeded>());
        Assert.That(fault.Message, Does.StartWith("Confluence says (402):"));
    }

    [Test]
    public async Task Activation_without_a_free_seat_is_LicenceExceeded()
    {
        await using var confluence = Start(options => (options.Seats, options.EnablingChecksSeats) = (1, true));
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com", active: false)), "bob", "Bob", null, false);

        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.UpdateAsync(bob, new(Active: true), default)), Is.InstanceOf<ProductFault.LicenceExceeded>());
    }

    [TestCase(404)]
    [TestCase(400)]
    public async Task A_change_follows_an_account_that_was_renamed_outside(int status)
    {
        await using var confluence = Start(options => (options.Version, options.UnknownUserStatus) = (new(10, 2, 14), status));
        var bob = new ProductUser(new(confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com")), "bob", "Bob", "bob@example.com", true);
        confluence.Sandbox.RenameUser("bob", "robert");

        var updated = await confluence.Adapter.Users.UpdateAsync(bob, new(DisplayName: "Robert", Active: false), default);

        Assert.That(updated, Is.EqualTo(bob with { Name = "robert", DisplayName = "Robert", Active = false }));
        Assert.That(confluence.Sandbox.Read().User("robert"), Is.EqualTo(new SandboxUser("robert", "Robert", "bob@example.com", false)));
        await confluence.Adapter.Users.DeleteAsync(bob, default);
        Assert.That(confluence.Sandbox.Read().User("robert"), Is.Null);
    }

    [Test]
    public async Task A_login_name_that_has_passed_to_somebody_else_is_not_taken_for_the_member()
    {
        await using var confluence = Start(options => options.UnknownMemberStatus = 400);
        var old = new ProductKey(confluence.Sandbox.AddUser("ann", "Ann", "ann@example.com"));
        confluence.Sandbox.RenameUser("ann", "anna");
        confluence.Sandbox.AddGroup("staff");

        var failures = await confluence.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(old, "ann")], default);

        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [TestCase("9.2.21")]
    [TestCase("8.5.16")]
    public async Task Before_9_3_a_change_of_name_or_address_is_Unsupported(string version)
    {
        await using var confluence = Start(options => options.Version = Version.Parse(version));
        var ann = await confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.UpdateAsync(ann, new(DisplayName: "Other"), default));

        Assert.That(fault, Is.EqualTo(new ProductFault.Unsupported(
            $"Confluence {version} can't change names and e-mail addresses over REST (9.3 and later can).")));
    }

    [Test]
    public async Task A_creation_that_ends_in_an_error_though_it_was_done_is_Ambiguous()
    {
        await using var confluence = Start(options => options.CreationsFailLate = true);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Ambiguous>());
        Assert.That((await confluence.Adapter.Users.FindByNameAsync("ann", default))?.DisplayName, Is.EqualTo("Ann"));
    }

    [Test]
    public async Task A_deletion_that_takes_too_long_is_Unavailable_and_is_over_later()
    {
        await using var confluence = Start(options => options.DeletionTakes = TimeSpan.FromMinutes(1));
        var ann = await confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        var before = confluence.Clock.Passed;

        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.DeleteAsync(ann, default)), Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(confluence.Clock.Passed - before, Is.InRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(25)));
        Assert.That(confluence.Sandbox.Read().User("ann"), Is.Not.Null);

        confluence.Clock.Advance(TimeSpan.FromMinutes(1));
        await confluence.Adapter.Users.DeleteAsync(ann, default);
        Assert.That(confluence.Sandbox.Read().User("ann"), Is.Null);
    }

    [Test]
    public async Task A_deletion_that_confluence_could_not_do_is_Invalid_with_its_reason()
    {
        await using var confluence = Start(options => options.DeletionsFail = true);
        var ann = await confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        var fault = await FaultOfAsync(() => confluence.Adapter.Users.DeleteAsync(ann, default));

        Assert.That(fault, Is.EqualTo(new ProductFault.Invalid(language == "en"
            ? "Confluence couldn't delete 'ann': The user could not be removed"
            : "Confluence couldn't delete 'ann': Der Benutzer konnte nicht entfernt werden")));
    }

    [Test]
    public async Task A_deletion_whose_answer_was_cut_off_is_followed_by_the_account()
    {
        await using var confluence = Start();
        var ann = await confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        confluence.Sandbox.Faults.Set("DELETE", "*", new SandboxFault.CutOff());

        await confluence.Adapter.Users.DeleteAsync(ann, default);

        Assert.That(confluence.Sandbox.Read().User("ann"), Is.Null);
    }

    [Test]
    public async Task A_name_with_a_slash_is_read_by_key_and_never_written()
    {
        await using var confluence = Start(options => options.Version = new(10, 2, 14));
        var bot = (await AllAsync(confluence.Adapter.Users.ListAsync(default))).Single(u => u.Name == "legacy/bot");
        var ops = (await AllAsync(confluence.Adapter.Groups.ListAsync(default))).Single(g => g.Name == "legacy/ops");
        confluence.Sandbox.ForgetCalls();

        Assert.That((await confluence.Adapter.Users.FindAsync(bot, default))?.Name, Is.EqualTo("legacy/bot"));
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Users.UpdateAsync(bot, new(Active: true), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => confluence.Adapter.Groups.DeleteAsync(ops, default)), Is.EqualTo(new ProductFault.Invalid(
            "Confluence can't be asked about 'legacy/ops' over REST: a name in a path holds no slash. Give it another name in Confluence.", "name")));
        Assert.That(confluence.Sandbox.Calls, Has.Length.EqualTo(1));
    }

    [TestCase(".")]
    [TestCase("..")]
    public async Task A_name_that_would_be_a_step_in_a_path_is_refused_without_a_call(string name)
    {
        await using var confluence = Start();

        Assert.That(await FaultOfAsync(() => confluence.Adapter.Groups.DeleteAsync(new(new(name), name), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(confluence.Sandbox.Calls, Is.Empty);
    }

    [Test]
    public async Task The_administrators_group_is_not_deleted()
    {
        await using var confluence = Start();

        Assert.That(
            await FaultOfAsync(() => confluence.Adapter.Groups.DeleteAsync(new(new("confluence-administrators"), "confluence-administrators"), default)),
            Is.InstanceOf<ProductFault.Invalid>());
    }

    private static async Task<ProductFault> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => call());
        return thrown!.Fault;
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> stream) => await stream.ToListAsync();

    private ConfluenceUnderTest Start(Action<ConfluenceSandboxOptions>? set = null) => ConfluenceUnderTest.Start(options =>
    {
        options.Version = new(9, 3, 2);
        options.Language = language;
        set?.Invoke(options);
    });
}
