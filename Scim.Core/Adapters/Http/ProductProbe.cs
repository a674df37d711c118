using System.Text.Json.Serialization;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// Looks whether a product is there and lets the gateway work. What is the same for all of them stands here: TLS, the clock, the state
/// that <c>/status</c> tells; the adapter goes on with version, credentials and permissions. Each call once, without retries; what needs no
/// log-in is asked without one, and nothing is asked after credentials were refused, which would lock the account.
/// </summary>
/// <param name="http">The way to the product.</param>
/// <param name="product">Its name for people.</param>
/// <param name="section">The section of the adapter's options: <c>Scim:Jira</c>.</param>
public abstract class ProductProbe(ProductHttp http, string product, string section)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    protected ProductHttp Http { get; } = http;

    /// <summary>The key of an option, as it stands in the configuration.</summary>
    protected string Key(string name) => $"{section}:{name}";

    /// <summary>Never throws for what it finds.</summary>
    public async Task<ProbeReport> RunAsync(CancellationToken ct)
    {
        var findings = new ProbeFindings();
        string? found = null;
        try
        {
            found = await ReachAsync(findings, ct) ? await LookAsync(findings, ct) : null;
        }
        catch (ProductException e) when (e.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
        {
            findings.Fail("tls",
                $"{e.Fault.Message} Put the certificate of the authority that signed it into this machine's trust store (or name its file in SSL_CERT_FILE), and use the name that it was made for.");
        }
        catch (ProductException e)
        {
            findings.Fail("reachable", $"{e.Fault.Message} Check {Key(nameof(ProductConnection.BaseUrl))}, DNS, firewall and proxy.");
        }

        return new(found, findings.ToImmutable());
    }

    /// <summary>Version, credentials, permissions, seats; stops where going on makes no sense. The product runs, as far as it tells.</summary>
    /// <returns>Its name and version, or null where it doesn't tell.</returns>
    protected abstract Task<string?> LookAsync(ProbeFindings findings, CancellationToken ct);

    /// <summary>A log-in that wasn't successful, told as such.</summary>
    protected void FailLogIn(ProbeFindings findings, ProductRequest request, ProductAnswer answer)
    {
        if (answer.Status == System.Net.HttpStatusCode.TooManyRequests)
        {
            findings.Fail("limits",
                $"{product}'s rate limit stops the gateway's account (429): exempt that account under rate limiting in {product}'s administration, or give it more.");
        }
        else
        {
            findings.Fail("credentials", Http.Refusal(request, answer)?.Message ?? Http.Said(answer));
        }
    }

    /// <summary>What came instead of the answer that tells the product's version.</summary>
    protected void FailVersion(ProbeFindings findings, ProductAnswer answer)
    {
        var baseUrl = Key(nameof(ProductConnection.BaseUrl));
        findings.Fail("version", (int)answer.Status switch
        {
            404 => $"There is no {product} at {Http.BaseUrl}: {baseUrl} must be the address people open {product} at, with its context path (such as /{product.ToLowerInvariant()}) if it has one.",
            _ when answer.IsHtml || (int)answer.Status is >= 300 and < 400 =>
                $"A page for people came from {Http.BaseUrl} instead of an answer: a single sign-on or proxy stands in front of {product}'s REST API. Let /rest pass for the gateway, or use the inner address.",
            _ => $"What answers at {Http.BaseUrl} ({(int)answer.Status}) isn't {product}'s REST API: check {baseUrl}.",
        });
    }

    private async Task<bool> ReachAsync(ProbeFindings findings, CancellationToken ct)
    {
        if (Http.BaseUrl is { IsLoopback: false } address && address.Scheme != Uri.UriSchemeHttps)
        {
            findings.Warn("tls",
                $"The gateway speaks to {product} without TLS, so its credentials travel in clear text: set {Key(nameof(ProductConnection.BaseUrl))} to an https address.");
        }

        var answer = await Http.AskOnceAsync(ProductRequest.Get("status") with { IsAnonymous = true }, ct);
        if (answer.Date is { } theirs && (theirs - Http.Time.GetUtcNow()).Duration() is var difference && difference > ClockTolerance)
        {
            findings.Warn("clock",
                $"{product}'s clock and the gateway's differ by {difference.TotalMinutes:0} minutes: set both by the same time server, or tokens expire early and logs can't be compared.");
        }

        var state = answer.Read(StatusJson.Default.ProductStatus)?.State;
        if (state is "RUNNING")
        {
            findings.Fine("reachable", $"{product} is running at {Http.BaseUrl}.");
            return true;
        }

        if (state is not null)
        {
            findings.Fail("reachable", state switch
            {
                "STARTING" or "STOPPING" => $"{product} is {state.ToLowerInvariant()}: try again in some minutes.",
                "FIRST_RUN" => $"{product} isn't set up yet: finish its set-up in a browser.",
                "MAINTENANCE" => $"{product} is in maintenance, such as a re-index: wait until it is over.",
                _ => $"{product} says that its state is {state}: an administrator must look at {product} itself.",
            });
            return false;
        }

        if ((int)answer.Status >= 500)
        {
            findings.Fail("reachable",
                $"What answers at {Http.BaseUrl} says {(int)answer.Status}: {product} behind it is down or overloaded; an administrator must look at it.");
            return false;
        }

        // A proxy may keep /status to itself; the version tells.
        return true;
    }
}

/// <summary>What <c>/status</c> answers, for load balancers.</summary>
internal sealed record ProductStatus(string? State);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProductStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
