using System.Collections.Concurrent;
using NUnit.Framework;

namespace Scim.Tests.Adapters.Broken;

/// <summary>That the kit sees what it promises to see: each of its tests fails over an adapter that breaks just that promise.</summary>
public sealed class BreakerTests
{
    private static readonly Breaker[] Breakers =
    [
        .. UserBreakers.All, .. GroupBreakers.All, .. MembershipBreakers.All, .. ListBreakers.All, .. ProbeBreakers.All, .. FaultBreakers.All, .. AccessBreakers.All,
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, string?>>>> Runs = new(StringComparer.Ordinal);

    [TestCaseSource(nameof(Breakers))]
    public async Task The_kit_sees(object breaker)
    {
        var broken = (Breaker)breaker;
        var outcomes = await RunAsync(broken);

        foreach (var red in broken.Reds)
        {
            var ofTest = outcomes.Where(o => o.Key.Split('(')[0] == $"{broken.Contract.Name}.{red}").ToArray();
            await TestContext.Out.WriteLineAsync(string.Join('\n', ofTest.Select(o => $"{o.Key}\n{o.Value ?? "passes"}")));
            Assert.That(ofTest.Any(o => o.Value is not null), Is.True, $"{red} doesn't see an adapter that {broken.Name}.");
        }
    }

    [Test]
    public async Task Every_case_of_the_kit_can_fail()
    {
        var red = new HashSet<string>(StringComparer.Ordinal);
        foreach (var breaker in Breakers)
        {
            red.UnionWith((await RunAsync(breaker)).Where(o => o.Value is not null).Select(o => o.Key));
        }

        var all = KitCase.All.Select(c => c.ToString()).ToArray();
        await TestContext.Out.WriteLineAsync(
            $"{all.Length} cases of {KitCase.All.Select(c => (c.Contract, c.Method.Name)).Distinct().Count()} tests, {Breakers.Length} broken adapters.");
        Assert.That(all.Except(red), Is.Empty);
    }

    [Test]
    public void Every_broken_adapter_has_a_name_of_its_own_and_tests_that_see_it()
    {
        Assert.That(Breakers.Select(b => b.Name), Is.Unique);
        Assert.That(Breakers.Where(b => b.Reds.Length == 0), Is.Empty);
    }

    [Test]
    public async Task An_adapter_that_breaks_nothing_is_seen_by_no_test_of_the_kit()
    {
        var good = new Breaker("breaks nothing", typeof(Scim.Adapters.Contract.UserContract), adapter => new BrokenAdapter(adapter));
        var failures = new List<string>();
        foreach (var test in KitCase.Of(good.Contract))
        {
            if (await KitRun.FailureOfAsync(test, good.StartAsync) is { } failure)
            {
                failures.Add($"{test}: {failure}");
            }
        }

        Assert.That(failures, Is.Empty);
    }

    private static Task<IReadOnlyDictionary<string, string?>> RunAsync(Breaker breaker) => Runs.GetOrAdd(breaker.Name, _ => new(() => RunOnceAsync(breaker))).Value;

    private static async Task<IReadOnlyDictionary<string, string?>> RunOnceAsync(Breaker breaker)
    {
        var outcomes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var test in KitCase.Of(breaker.Contract).Where(c => breaker.Reds.Contains(c.Method.Name)))
        {
            outcomes[test.ToString()] = await KitRun.FailureOfAsync(test, breaker.StartAsync);
        }

        return outcomes;
    }
}
