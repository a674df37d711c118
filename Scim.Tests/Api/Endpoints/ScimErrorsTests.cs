using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Scim.Api.Endpoints;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Endpoints;

public sealed class ScimErrorsTests
{
    private static readonly TestCaseData[] Faults =
    [
        new(new ScimException(ScimError.Uniqueness("userName 'ann' is taken.")), 409, "uniqueness", null),
        new(new ProductException(new ProductFault.Forbidden("Jira refuses the gateway's token.")), 503, null, "300"),
        new(new ProductException(new ProductFault.Throttled("Jira has enough.", TimeSpan.FromSeconds(7.2))), 429, null, "8"),
        new(new TimeoutException("8 s"), 503, null, "5"),
        new(new StoreConflictException(StoreConflict.Version), 503, null, "5"),
        new(new SqliteException("disk I/O error", 10), 503, null, "30"),
        new(new BadHttpRequestException("Request body too large.", 413), 413, null, null),
        new(new BadHttpRequestException("Unexpected end of request content."), 400, null, null),
        new(new InvalidOperationException("a table is called secret"), 500, null, null),
    ];

    [TestCaseSource(nameof(Faults))]
    public async Task An_exception_becomes_its_answer(Exception exception, int status, string? scimType, string? retryAfter)
    {
        var (http, body) = await RunAsync(_ => throw exception);

        Assert.That(http.Response.StatusCode, Is.EqualTo(status));
        Assert.That(body, Does.StartWith($$"""{"schemas":["{{ScimUrns.Error}}"],"status":"{{status}}",{{(scimType is null ? "" : $"\"scimType\":\"{scimType}\",")}}"detail":"""));
        Assert.That(http.Response.Headers.RetryAfter.ToString(), Is.EqualTo(retryAfter ?? ""));
    }

    [Test]
    public async Task Our_own_mistake_shows_the_request_id_and_no_detail()
    {
        var (_, body) = await RunAsync(_ => throw new InvalidOperationException("a table is called secret"));

        Assert.That(body, Does.Contain("under the request id req-1.").And.Not.Contain("secret"));
    }

    [Test]
    public async Task The_store_names_itself_and_not_its_inside()
    {
        var (_, body) = await RunAsync(_ => throw new SqliteException("file /var/lib/scim.db is corrupt", 11));

        Assert.That(body, Does.Not.Contain("/var/lib"));
        Assert.That(new SqliteException("", 1), Is.InstanceOf<DbException>());
    }

    [Test]
    public async Task A_client_that_went_away_is_no_error()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(_ => throw new OperationCanceledException(), gone.Token));
    }

    [Test]
    public async Task A_cancellation_that_is_not_the_clients_is_ours()
    {
        var (http, _) = await RunAsync(_ => throw new OperationCanceledException());

        Assert.That(http.Response.StatusCode, Is.EqualTo(500));
    }

    [Test]
    public async Task Outside_of_scim_nothing_is_touched()
    {
        var http = new DefaultHttpContext();
        var errors = new ScimErrors(_ => throw new InvalidOperationException(), new(), NullLogger<ScimErrors>.Instance);

        await Assert.ThrowsAsync<InvalidOperationException>(() => errors.InvokeAsync(http));
    }

    private static async Task<(HttpContext Http, string Body)> RunAsync(RequestDelegate next, CancellationToken aborted = default)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestAborted = aborted };
        http.Response.Body = body;
        http.Features.Set(new AuditTrail("req-1", Actor.Gateway, AuditAction.UserRead, TimeProvider.System));
        await new ScimErrors(next, new(), NullLogger<ScimErrors>.Instance).InvokeAsync(http);
        return (http, Encoding.UTF8.GetString(body.ToArray()));
    }
}
