using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Scim.Adapters.Jira;
using Scim.Core.Adapters;

namespace Scim.Tests.Core.Adapters.Http;

/// <summary>The way to a product over real sockets, with the handler that the registration brings: what a scripted handler can't show.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ProductSocketsTests : IAsyncDisposable
{
    private const string Ann = """{"key":"k1","name":"ann","displayName":"Ann","active":true}""";

    private readonly List<string> _requests = [];
    private WebApplication? _server;
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        var users = await StartAsync((context, _) =>
        {
            context.Response.Redirect("/login.jsp?ticket=1");
            return Task.CompletedTask;
        });

        Assert.That(await FaultOfAsync(() => users.FindByNameAsync("ann", default)), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(_requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_session_cookie_is_not_sent_back()
    {
        var cookies = new List<string?>();
        var users = await StartAsync((context, _) =>
        {
            cookies.Add(context.Request.Headers.Cookie);
            context.Response.Cookies.Append("JSESSIONID", "1");
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(Ann);
        });

        await users.FindAsync(Someone, default);
        await users.FindAsync(Someone, default);

        Assert.That(cookies, Is.EqualTo(new string?[] { null, null }));
    }

    [Test]
    public async Task A_connection_that_breaks_after_a_creation_was_sent_is_Ambiguous_and_it_is_not_sent_again()
    {
        var users = await StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.That(await FaultOfAsync(() => users.CreateAsync(new("ann", "Ann", "ann@example.com"), default)), Is.InstanceOf<ProductFault.Ambiguous>());
        Assert.That(_requests, Is.EqualTo(["POST /rest/api/2/user"]));
    }

    [Test]
    public async Task A_connection_that_breaks_on_a_connection_in_use_does_not_send_a_creation_twice()
    {
        var users = await StartAsync((context, number) =>
        {
            if (number > 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(Ann);
        });
        await users.FindAsync(Someone, default);

        Assert.That(await FaultOfAsync(() => users.CreateAsync(new("ann", "Ann", "ann@example.com"), default)), Is.InstanceOf<ProductFault.Ambiguous>());
        Assert.That(_requests, Is.EqualTo(["GET /rest/api/2/user", "POST /rest/api/2/user"]));
    }

    [Test]
    public async Task A_body_that_ends_too_early_is_read_again()
    {
        var users = await StartAsync(async (context, number) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Ann.Length;
            await context.Response.WriteAsync(number == 1 ? Ann[..20] : Ann);
            if (number == 1)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });

        Assert.That((await users.FindAsync(Someone, default))?.Name, Is.EqualTo("ann"));
        Assert.That(_requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_port_nobody_listens_on_has_done_nothing()
    {
        using var port = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var users = Users($"http://127.0.0.1:{((IPEndPoint)port.LocalEndPoint!).Port}");

        Assert.That(
            async () => await FaultOfAsync(() => users.CreateAsync(new("ann", "Ann", "ann@example.com"), default)),
            Is.InstanceOf<ProductFault.Unavailable>());
    }

    private static ProductUser Someone => new(new("k1"), "ann", "Ann", null, true);

    private static async Task<ProductFault> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => call());
        return thrown!.Fault;
    }

    private async Task<IProductUsers> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            int number;
            lock (_requests)
            {
                _requests.Add($"{context.Request.Method} {context.Request.Path}");
                number = _requests.Count;
            }

            return answer(context, number);
        });
        await _server.StartAsync();
        return Users(_server.Urls.Single());
    }

    private IProductUsers Users(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Scim:Jira:BaseUrl"] = address,
            ["Scim:Jira:Token"] = "t",
            ["Scim:Product:Retries"] = "1",
        }).Build();
        _services = new ServiceCollection().AddJiraAdapter(configuration).BuildServiceProvider();
        return _services.GetRequiredService<IProductAdapter>().Users;
    }
}
