using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Tests.Core.Adapters.Http;

internal sealed class ProductOptionsTests
{
    [Test]
    public void An_adapter_brings_the_options_of_its_calls_along()
    {
        var options = Services(("Scim:Product:Timeout", "3s"), ("Scim:Product:Concurrency", "9")).GetRequiredService<ProductOptions>();

        Assert.That((options.Timeout, options.TotalTimeout, options.Retries, options.Concurrency), Is.EqualTo((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(25), 4, 9)));
    }

    [Test]
    public void What_is_out_of_range_is_told_with_its_key()
    {
        var faults = Services(("Scim:Product:TotalTimeout", "1s"), ("Scim:Product:Retries", "99"), ("Scim:Product:Concurrency", "0"))
            .GetServices<OptionsReport>().Single(r => r.Section == ProductOptions.Section).Faults;

        Assert.That(faults.Select(f => f.ToString()), Is.EquivalentTo(
        [
            "Scim:Product:TotalTimeout = '00:00:01' is shorter than Scim:Product:Timeout: expected at least that.",
            "Scim:Product:Retries = '99' is out of range: expected 0 to 20.",
            "Scim:Product:Concurrency = '0' is out of range: expected 1 to 64.",
        ]));
    }

    private static ServiceProvider Services(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value)).Build();
        return new ServiceCollection().AddJiraAdapter(configuration).BuildServiceProvider();
    }
}
