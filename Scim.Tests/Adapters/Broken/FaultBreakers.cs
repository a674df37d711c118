using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about what goes wrong on the way.</summary>
internal static class FaultBreakers
{
    private static readonly string[] Outlived =
    [
        nameof(FaultContract.A_read_outlives_a_passing_fault),
        nameof(FaultContract.Adding_a_member_outlives_a_passing_fault),
        nameof(FaultContract.Removing_a_member_outlives_a_passing_fault),
        nameof(FaultContract.Deleting_a_group_outlives_a_passing_fault),
        nameof(FaultContract.An_update_outlives_a_passing_fault),
        nameof(FaultContract.A_rename_outlives_a_passing_fault),
    ];

    public static IEnumerable<Breaker> All =>
    [
        As("gives up at the first fault", good => good, [.. Outlived, nameof(FaultContract.A_creation_that_certainly_was_not_done_is_sent_again)])
            with { Settings = [("Scim:Product:Retries", "0"), ("Scim:Product:Timeout", "2s")] },
        As("takes an answer that was cut off for none", good => good, [.. Outlived, nameof(FaultContract.A_creation_whose_answer_is_cut_off_is_done_and_told_as_done)])
            with { Settings = [("Scim:Product:Retries", "0")], Between = () => new WholeAnswersOnly() },
        As("waits for ever", good => good, nameof(FaultContract.An_outage_is_Unavailable_for_a_read_and_ends_in_time))
            with { Settings = [("Scim:Product:Timeout", "5m"), ("Scim:Product:TotalTimeout", "50m")] },
        As("doesn't hear how long to wait", good => good,
            nameof(FaultContract.A_retry_waits_as_long_as_the_product_says), nameof(FaultContract.A_wait_longer_than_the_time_out_is_not_waited_for))
            with { Between = () => new DeafToWaits() },
        As("makes up how long to wait",
            good => Retold.Adapter(good, fault => fault is ProductFault.Throttled throttled ? throttled with { RetryAfter = TimeSpan.FromSeconds(1) } : fault),
            nameof(FaultContract.Throttling_that_goes_on_is_Throttled_with_the_products_own_wait), nameof(FaultContract.A_wait_longer_than_the_time_out_is_not_waited_for)),
        As("creates again without looking",
            good => new BrokenAdapter(good)
            {
                Users = new BrokenUsers(good.Users)
                {
                    Create = (user, ct) => Retold.Swallow<ProductUser, ProductFault.Ambiguous>(
                        () => good.Users.CreateAsync(user, ct), () => good.Users.CreateAsync(user, ct)),
                },
                Groups = new BrokenGroups(good.Groups)
                {
                    Create = (name, ct) => Retold.Swallow<ProductGroup, ProductFault.Ambiguous>(
                        () => good.Groups.CreateAsync(name, ct), () => good.Groups.CreateAsync(name, ct)),
                },
            },
            nameof(FaultContract.A_creation_that_may_have_been_done_is_Ambiguous_and_not_sent_again),
            nameof(FaultContract.A_group_that_may_have_been_made_is_Ambiguous_and_not_made_again)),
        As("knows only what it saw itself make", KnowsOnlyItsOwn, nameof(FaultContract.After_an_ambiguous_creation_the_account_is_found_by_name)),
        As("calls what was never sent ambiguous",
            good => Retold.Adapter(good, fault => fault is ProductFault.Unavailable ? new ProductFault.Ambiguous(fault.Message) : fault),
            nameof(FaultContract.A_product_that_cannot_be_reached_is_Unavailable_even_for_a_change)),
        As("calls what may have been done undone",
            good => Retold.Adapter(good, fault => fault is ProductFault.Ambiguous ? new ProductFault.Unavailable(fault.Message) : fault),
            nameof(FaultContract.An_outage_after_a_change_was_sent_is_Ambiguous)),
        As("tells refused access as an outage",
            good => Retold.Adapter(good, fault => fault is ProductFault.Forbidden ? new ProductFault.Unavailable(fault.Message) : fault),
            nameof(FaultContract.Being_shut_out_for_ever_is_Forbidden_and_not_tried_again),
            nameof(FaultContract.Refused_credentials_are_Forbidden_and_tried_once),
            nameof(FaultContract.A_log_in_page_in_place_of_an_answer_is_Forbidden),
            nameof(FaultContract.Without_the_right_to_administer_a_change_is_Forbidden)),
        As("takes refused credentials for nobody there", NullFor<ProductFault.Forbidden>, nameof(FaultContract.Refused_credentials_never_look_like_an_account_that_is_gone)),
        As("takes an outage for nobody there", NullFor<ProductFault.Unavailable>,
            nameof(FaultContract.A_404_of_something_in_between_never_looks_like_an_account_or_group_that_is_gone)),
        As("tells nobody of its calls",
            good => new BrokenAdapter(good)
            {
                Users = new BrokenUsers(good.Users)
                {
                    Find = async (user, ct) =>
                    {
                        ProductCalls.Listen(null);
                        return await good.Users.FindAsync(user, ct);
                    },
                },
            },
            nameof(FaultContract.Every_attempt_is_told_to_whoever_listens)),
        As("doesn't hear that nobody waits any more",
            good => new BrokenAdapter(good) { Users = new BrokenUsers(good.Users) { Find = (user, _) => good.Users.FindAsync(user, CancellationToken.None) } },
            nameof(FaultContract.Whoever_gives_up_waiting_gets_no_fault_but_a_cancellation)),
    ];

    private static Breaker As(string name, Func<IProductAdapter, IProductAdapter> adapter, params string[] reds) => new(name, typeof(FaultContract), adapter, reds);

    private static BrokenAdapter NullFor<TFault>(IProductAdapter good)
        where TFault : ProductFault => new(good)
        {
            Users = new BrokenUsers(good.Users)
            {
                FindByName = (name, ct) => Retold.Swallow<ProductUser?, TFault>(() => good.Users.FindByNameAsync(name, ct), () => Task.FromResult<ProductUser?>(null)),
            },
        };

    private static BrokenAdapter KnowsOnlyItsOwn(IProductAdapter good)
    {
        var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return new(good)
        {
            Users = new BrokenUsers(good.Users)
            {
                Create = async (user, ct) =>
                {
                    var account = await good.Users.CreateAsync(user, ct);
                    made.Add(user.Name);
                    return account;
                },
                FindByName = (name, ct) => made.Contains(name) ? good.Users.FindByNameAsync(name, ct) : Task.FromResult<ProductUser?>(null),
            },
        };
    }
}
