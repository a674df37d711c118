using System.Net;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Scim.Api.Configuration;
using Scim.Core.Options;

namespace Scim.Tests.Api.Configuration;

public sealed class NetworksTests
{
    [TestCase("10.0.0.0/8", "10.20.30.40", true)]
    [TestCase("10.0.0.0/8", "11.0.0.1", false)]
    [TestCase("10.0.0.0/8", "::ffff:10.20.30.40", true)]
    [TestCase("192.0.2.7", "192.0.2.7", true)]
    [TestCase("192.0.2.7", "192.0.2.8", false)]
    [TestCase("2001:db8::/32", "2001:db8::1", true)]
    [TestCase("2001:db8::/32", "10.0.0.1", false)]
    public void A_network_holds_its_addresses(string network, string address, bool holds)
    {
        var reader = new OptionsReader(new ConfigurationBuilder().AddInMemoryCollection([new("S:N", network)]).Build(), "S");

        Assert.That(Networks.Read(reader, "N").Hold(IPAddress.Parse(address)), Is.EqualTo(holds));
        Assert.That(reader.Faults, Is.Empty);
    }
}
