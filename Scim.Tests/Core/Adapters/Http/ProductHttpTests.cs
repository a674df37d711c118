using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Serialization;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;
using static Scim.Tests.Core.Adapters.Http.ScriptedProduct;

namespace Scim.Tests.Core.Adapters.Http;

internal sealed partial class ProductHttpTests
{
    [Test]
    public async Task A_request_carries_credentials_the_context_path_and_what_keeps_browser_checks_away()
    {
        HttpRequestMessage? sent = null;
        using var product = new ScriptedProduct((r, _) =>
        {
            sent = r;
            return ScriptedProduct.Json("{}");
        });

        await product.Http.SendAsync(ProductRequest.Get("rest/user?name=a%2Bb%26c"), default);

        Assert.That(sent!.RequestUri!.AbsoluteUri, Is.EqualTo("https://product.example/context/rest/user?name=a%2Bb%26c"));
        Assert.That(sent.Headers.Authorization!.ToString(), Is.EqualTo("Bearer secret-token"));
        Assert.That(sent.Headers.GetValues("X-Atlassian-Token"), Is.EqualTo(["no-check"]));
        Assert.That(sent.Headers.UserAgent.ToString(), Does.StartWith("scim-gateway/").And.Not.Contain("Mozilla"));
    }

    [TestCase("x?a=1", "/context/x?a=1&password=hush")]
    [TestCase("x", "/context/x?password=hush")]
    public async Task A_secret_in_the_query_is_sent_and_told_to_nobody(string path, string target)
    {
        string? sent = null;
        using var product = new ScriptedProduct((r, _) =>
        {
            sent = r.RequestUri!.PathAndQuery;
            return ScriptedProduct.Json("{}", HttpStatusCode.BadRequest);
        });
        var told = new List<string>();
        ProductCalls.Listen(call => told.Add(call.ToString()));
        var request = ProductRequest.Send(HttpMethod.Post, path, ProductEffect.Once) with { SecretQuery = new Secret("password=hush") };

        var thrown = await Assert.ThrowsAsync<ProductException>(() => product.Http.SendAsync(request, default));

        Assert.That(sent, Is.EqualTo(target));
        Assert.That(told.Append(request.ToString()).Append(thrown!.ToString()), Is.All.Not.Contain("hush").And.All.Not.Empty);
        Assert.That(told.Single(), Does.Contain($"/{path}"));
    }

    [Test]
    public async Task A_change_without_a_body_is_called_JSON()
    {
        string? type = null;
        using var product = new ScriptedProduct((r, _) =>
        {
            type = r.Content?.Headers.ContentType?.ToString();
            return ScriptedProduct.Json("{}");
        });

        await product.Http.SendAsync(ProductRequest.Send(HttpMethod.Post, "x?a=1", ProductEffect.Once), default);

        Assert.That(type, Is.EqualTo("application/json"));
    }

    [Test]
    public async Task A_name_and_password_are_sent_as_UTF_8()
    {
        string? sent = null;
        using var product = new ScriptedProduct(
            (r, _) =>
            {
                sent = r.Headers.Authorization!.ToString();
                return ScriptedProduct.Json("{}");
            },
            access: ProductAccess.Basic(new Uri("https://product.example"), "admin", new Secret("pässword")));

        await product.Http.SendAsync(ProductRequest.Get("x"), default);

        Assert.That(sent, Is.EqualTo("Basic YWRtaW46cMOkc3N3b3Jk"));
    }

    [Test]
    public async Task An_anonymous_request_carries_no_credentials()
    {
        var anonymous = false;
        using var product = new ScriptedProduct((r, _) =>
        {
            anonymous = r.Headers.Authorization is null;
            return ScriptedProduct.Json("{}");
        });

        await product.Http.AskOnceAsync(ProductRequest.Get("x") with { IsAnonymous = true }, default);

        Assert.That(anonymous, Is.True);
    }

    [Test]
    public async Task A_body_is_JSON_without_a_character_set_and_is_sent_again_whole()
    {
        var bodies = new List<string>();
        using var product = new ScriptedProduct((r, n) =>
        {
            bodies.Add($"{r.Content!.Headers.ContentType} {r.Content.ReadAsStringAsync().Result}");
            return n == 1 ? ScriptedProduct.Json("{}", HttpStatusCode.ServiceUnavailable) : ScriptedProduct.Json("{}");
        });

        await product.Http.SendAsync(ProductRequest.Send(HttpMethod.Put, "x", ProductEffect.Idempotent, new("a"), TestJson.Default.Thing), default);

        Assert.That(bodies, Is.EqualTo(["application/json {\"Name\":\"a\"}", "application/json {\"Name\":\"a\"}"]));
    }

    [TestCase(1, ExpectedResult = 2)]
    [TestCase(4, ExpectedResult = 5)]
    [TestCase(0, ExpectedResult = 1)]
    public async Task<int> There_are_as_many_retries_as_the_options_say(int retries)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", HttpStatusCode.ServiceUnavailable), new ProductOptions { Retries = retries });

        await FaultOfAsync(product, ProductRequest.Get("x"));

        return product.Count;
    }

    [TestCase("9223372036854775807")]
    [TestCase("99999999999999999999")]
    public async Task A_wait_for_ever_is_no_wait(string retryAfter)
    {
        using var product = new ScriptedProduct((_, _) => With(ScriptedProduct.Json("{}", HttpStatusCode.TooManyRequests), "Retry-After", retryAfter));

        var fault = await FaultOfAsync(product, ProductRequest.Get("x"));

        // Beyond 64 bits it is no number at all, and the limiter's word is only "later".
        Assert.That(fault, Is.InstanceOf(retryAfter.Length < 20 ? typeof(ProductFault.Forbidden) : typeof(ProductFault.Throttled)));
    }

    [Test]
    public async Task A_wait_may_be_given_as_a_date()
    {
        using var product = new ScriptedProduct((_, _) => With(ScriptedProduct.Json("{}", HttpStatusCode.TooManyRequests), "Retry-After", "Thu, 01 Jan 2026 00:10:00 GMT"));

        var fault = (ProductFault.Throttled)await FaultOfAsync(product, ProductRequest.Get("x"));

        Assert.That(fault.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(product.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_redirect_is_Forbidden_with_its_target_but_not_the_targets_query()
    {
        using var product = new ScriptedProduct((_, _) => With(new(HttpStatusCode.Redirect), "Location", "https://sso.example/login?ticket=secret"));

        var fault = await FaultOfAsync(product, ProductRequest.Get("x"));

        Assert.That(fault, Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(fault.Message, Does.Contain("https://sso.example/login ").And.Not.Contain("secret"));
        Assert.That(product.Count, Is.EqualTo(1));
    }

    [TestCase("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://product.example/login.jsp", "CAPTCHA")]
    [TestCase("X-Seraph-LoginReason", "AUTHENTICATION_DENIED", "log-in")]
    [TestCase("X-Seraph-LoginReason", "AUTHENTICATED_FAILED", "log-in")]
    public async Task A_403_of_the_log_in_is_Forbidden_and_not_repeated(string header, string value, string word)
    {
        using var product = new ScriptedProduct((_, _) => With(ScriptedProduct.Json("{}", HttpStatusCode.Forbidden), header, value));

        var fault = await FaultOfAsync(product, ProductRequest.Delete("x"));

        Assert.That(fault, Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(fault.Message, Does.Contain(word));
        Assert.That(product.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_success_for_a_visitor_is_Forbidden()
    {
        using var product = new ScriptedProduct((_, _) => With(ScriptedProduct.Json("{}"), "X-AUSERNAME", "anonymous"));

        Assert.That(await FaultOfAsync(product, ProductRequest.Get("x")), Is.InstanceOf<ProductFault.Forbidden>());
    }

    [TestCase(HttpStatusCode.BadRequest, typeof(ProductFault.Invalid))]
    [TestCase(HttpStatusCode.NotFound, typeof(ProductFault.NotFound))]
    [TestCase(HttpStatusCode.Forbidden, typeof(ProductFault.Forbidden))]
    [TestCase(HttpStatusCode.MethodNotAllowed, typeof(ProductFault.Unsupported))]
    [TestCase(HttpStatusCode.Conflict, typeof(ProductFault.Invalid))]
    [TestCase(HttpStatusCode.UnsupportedMediaType, typeof(ProductFault.Invalid))]
    [TestCase(HttpStatusCode.InternalServerError, typeof(ProductFault.Unavailable))]
    [TestCase(HttpStatusCode.GatewayTimeout, typeof(ProductFault.Unavailable))]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(ProductFault.Throttled))]
    public async Task A_status_is_a_fault(HttpStatusCode status, Type expected)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", status));

        Assert.That(await FaultOfAsync(product, ProductRequest.Get("x")), Is.InstanceOf(expected));
    }

    [TestCase(HttpStatusCode.Conflict, typeof(ProductFault.AlreadyExists), 1)]
    [TestCase(HttpStatusCode.InternalServerError, typeof(ProductFault.Ambiguous), 1)]
    [TestCase(HttpStatusCode.ServiceUnavailable, typeof(ProductFault.Ambiguous), 1)]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(ProductFault.Throttled), 5)]
    public async Task A_status_to_a_creation_is_a_fault(HttpStatusCode status, Type expected, int attempts)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", status));

        Assert.That(await FaultOfAsync(product, Creation), Is.InstanceOf(expected));
        Assert.That(product.Count, Is.EqualTo(attempts));
    }

    [TestCase(HttpStatusCode.InternalServerError, typeof(ProductFault.Ambiguous))]
    [TestCase(HttpStatusCode.ServiceUnavailable, typeof(ProductFault.Unavailable))]
    public async Task A_status_to_an_idempotent_change_is_a_fault_after_retries(HttpStatusCode status, Type expected)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", status));

        Assert.That(await FaultOfAsync(product, ProductRequest.Delete("x")), Is.InstanceOf(expected));
        Assert.That(product.Count, Is.EqualTo(5));
    }

    [Test]
    public async Task A_refusal_after_an_attempt_that_may_have_been_done_is_that_refusal()
    {
        using var product = new ScriptedProduct((_, n) => n == 1 ? throw new IOException("reset") : ScriptedProduct.Json("{}", HttpStatusCode.NotFound));

        Assert.That(await FaultOfAsync(product, ProductRequest.Delete("x")), Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task Throttling_after_an_attempt_that_may_have_been_done_is_Ambiguous()
    {
        using var product = new ScriptedProduct((_, n) => n == 1 ? throw new IOException("reset") : ScriptedProduct.Json("{}", HttpStatusCode.TooManyRequests));

        Assert.That(await FaultOfAsync(product, ProductRequest.Delete("x")), Is.InstanceOf<ProductFault.Ambiguous>());
    }

    [Test]
    public async Task A_name_that_does_not_resolve_was_not_sent_even_for_a_creation()
    {
        using var product = new ScriptedProduct((_, n) =>
            n < 3 ? throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host") : ScriptedProduct.Json("{}", HttpStatusCode.Created));

        Assert.That((await product.Http.SendAsync(Creation, default)).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_certificate_that_is_not_accepted_is_told_as_that()
    {
        using var product = new ScriptedProduct((_, _) => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError, "The SSL connection could not be established.", new IOException("The remote certificate is invalid.")));

        var fault = await FaultOfAsync(product, ProductRequest.Get("x"));

        Assert.That(fault.Message, Is.EqualTo("Product's certificate isn't accepted at https://product.example/context/: The remote certificate is invalid."));
    }

    [Test]
    public async Task An_answer_that_is_too_large_is_not_read_to_its_end_and_not_asked_for_again()
    {
        using var product = new ScriptedProduct((_, _) => new(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });

        var fault = await FaultOfAsync(product, ProductRequest.Get("x"));

        Assert.That(fault, Is.InstanceOf<ProductFault.Unavailable>());
        Assert.That(fault.Message, Does.Contain("larger than 32 MiB"));
        Assert.That(product.Count, Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("{\"Name\":")]
    [TestCase("no JSON")]
    [TestCase("{} {}")]
    public async Task A_read_whose_answer_is_no_whole_JSON_is_Unavailable(string body)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json(body));

        Assert.That(await FaultOfAsync(product, ProductRequest.Get("x")), Is.InstanceOf<ProductFault.Unavailable>());
    }

    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{\"Name\":{}}")]
    [TestCase("{\"Name\":\"\\ud800\"}")]
    public async Task JSON_of_another_shape_is_Unavailable_and_no_crash(string body)
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json(body));

        var thrown = await Assert.ThrowsAsync<ProductException>(() => product.Http.GetAsync(ProductRequest.Get("x"), TestJson.Default.Thing, default));

        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Unavailable>());
    }

    [Test]
    public async Task What_is_not_found_is_null_only_if_the_product_itself_says_so()
    {
        using var own = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", HttpStatusCode.NotFound));
        using var other = new ScriptedProduct((_, _) => Html(HttpStatusCode.NotFound));

        Assert.That(await own.Http.FindAsync("x", TestJson.Default.Thing, default), Is.Null);
        var thrown = await Assert.ThrowsAsync<ProductException>(() => other.Http.FindAsync("x", TestJson.Default.Thing, default));
        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Unavailable>());
    }

    [Test]
    public async Task No_more_calls_are_under_way_than_the_options_say()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var product = new ScriptedProduct(
            (_, _) =>
            {
                Interlocked.Decrement(ref now);
                return ScriptedProduct.Json("{}");
            },
            new ProductOptions { Concurrency = 3 });
        product.Gate = () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            return gate.Task;
        };

        var calls = Enumerable.Range(0, 20).Select(_ => product.Http.SendAsync(ProductRequest.Get("x"), default)).ToArray();
        Assert.That(product.Count, Is.EqualTo(3));
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.That(most, Is.LessThanOrEqualTo(3));
        Assert.That(product.Count, Is.EqualTo(20));
    }

    [Test]
    public async Task Whoever_finds_the_queue_full_is_told_at_once()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}"), new ProductOptions { Concurrency = 1 }) { Gate = () => gate.Task };
        var calls = Enumerable.Range(0, 65).Select(_ => product.Http.SendAsync(ProductRequest.Get("x"), default)).ToArray();

        var fault = await FaultOfAsync(product, Creation);
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.That(fault, Is.EqualTo(new ProductFault.Unavailable("Too many changes are waiting for Product.", TimeSpan.FromSeconds(5))));
    }

    [Test]
    public async Task A_product_that_fails_and_fails_is_left_alone_for_a_while_and_then_asked_again()
    {
        var isDown = true;
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", isDown ? HttpStatusCode.BadGateway : HttpStatusCode.OK));
        while (product.Count < 20)
        {
            await FaultOfAsync(product, ProductRequest.Get("x"));
        }

        var before = product.Count;
        var fault = (ProductFault.Unavailable)await FaultOfAsync(product, Creation);
        var during = product.Count;
        isDown = false;
        product.Clock.Advance(TimeSpan.FromSeconds(11));
        await product.Http.SendAsync(ProductRequest.Get("x"), default);

        Assert.That(during, Is.EqualTo(before));
        Assert.That(fault.RetryAfter, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task A_page_of_a_list_may_take_minutes()
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}"));
        product.Gate = () => Task.Delay(TimeSpan.FromSeconds(200), product.Clock).WaitAsync(TimeSpan.FromSeconds(20));
        var list = product.Http.SendAsync(ProductRequest.List("x"), default);

        product.Clock.Advance(TimeSpan.FromSeconds(200));

        Assert.That((await list).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Asking_once_is_one_attempt_and_shows_any_status()
    {
        using var product = new ScriptedProduct((_, _) => Html(HttpStatusCode.BadGateway));

        var answer = await product.Http.AskOnceAsync(ProductRequest.Get("x"), default);

        Assert.That((answer.Status, answer.IsHtml, product.Count), Is.EqualTo((HttpStatusCode.BadGateway, true, 1)));
    }

    [Test]
    public async Task What_is_told_of_a_call_holds_no_credentials()
    {
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}"));
        var told = new List<ProductCallTrace>();
        ProductCalls.Listen(told.Add);

        await product.Http.SendAsync(ProductRequest.Get("rest/user?name=a%2Bb"), default);

        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That((told[0].Method, told[0].Path, told[0].Status, told[0].Attempt), Is.EqualTo(("GET", "/rest/user?name=a%2Bb", (int?)200, 1)));
        Assert.That(told[0].ToString(), Does.Not.Contain("secret"));
    }

    [Test]
    public async Task Calls_retries_and_the_circuit_are_measured()
    {
        var isDown = true;
        using var product = new ScriptedProduct((_, _) => ScriptedProduct.Json("{}", isDown ? HttpStatusCode.BadGateway : HttpStatusCode.OK), name: "Measured");
        using var listener = new MeterListener();
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == ProductMeter.Name)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();

        while (product.Count < 20)
        {
            await FaultOfAsync(product, ProductRequest.Get("x?name=secret"));
        }

        var open = sums["scim.product.circuit"];
        isDown = false;
        product.Clock.Advance(TimeSpan.FromSeconds(11));
        await product.Http.SendAsync(ProductRequest.Get("x"), default);

        Assert.That((open, sums["scim.product.circuit"]), Is.EqualTo((1, 0)));
        Assert.That((sums["scim.product.calls"], sums["scim.product.retries"]), Is.EqualTo((21, 16)));

        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.ToArray().Any(t => t is { Key: "product", Value: "Measured" }))
            {
                Assert.That(tags.ToArray().Select(t => $"{t.Value}"), Has.None.Contains("secret"));
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
            }
        }
    }

    private static ProductRequest Creation => ProductRequest.Send(HttpMethod.Post, "x", ProductEffect.Once, new("a"), TestJson.Default.Thing);

    private static async Task<ProductFault> FaultOfAsync(ScriptedProduct product, ProductRequest request)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => product.Http.SendAsync(request, default));
        return thrown!.Fault;
    }

    internal sealed record Thing(string? Name);

    [JsonSerializable(typeof(Thing))]
    internal sealed partial class TestJson : JsonSerializerContext;

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
