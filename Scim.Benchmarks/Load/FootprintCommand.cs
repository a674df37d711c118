using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Spectre.Console;

namespace Scim.Benchmarks.Load;

/// <summary>
/// <c>Scim.Benchmarks footprint</c>: starts the gateway as a process of its own and prints how long it took to the first answer, and what
/// memory it has after so many users.
/// </summary>
internal static class FootprintCommand
{
    private const string Token = "a-bootstrap-token-for-the-load-driver-only";
    private const int Connections = 8;

    public static Command Create()
    {
        var users = new Option<int>("--users") { Description = "Users to create.", DefaultValueFactory = _ => 10_000 };
        var footprint = new Command("footprint", "Start to first answer, and resident memory after many users.\n\nExample: footprint --users 10000") { users };
        footprint.SetAction((parsed, ct) => RunAsync(parsed.GetValue(users), ct));
        return footprint;
    }

    private static async Task<int> RunAsync(int users, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("scim-footprint-");
        await using var product = await LoadProduct.StartAsync();
        var url = $"http://127.0.0.1:{FreePort()}";
        var begun = Stopwatch.GetTimestamp();
        using var gateway = Start(product, folder, url);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(url + "/scim/v2/") };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            while (!await AnswersAsync(client, ct))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), ct);
            }

            var toFirstAnswer = Stopwatch.GetElapsedTime(begun);
            var atStart = Memory(gateway);
            var result = await LoadDriver.RunAsync("create", users, Connections, n => CreateAsync(client, n), ct);
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Start to first answer: {toFirstAnswer.TotalSeconds:0.00} s. Resident memory: {atStart} MiB at start, {Memory(gateway)} MiB after {users} users ({result.Errors} errors)."));
            return result.Errors > 0 ? 1 : 0;
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(LoadProduct product, DirectoryInfo folder, string url)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "scim.dll"), "serve",
            "--Scim:Adapter=jira",
            $"--Scim:Jira:BaseUrl={product.BaseUrl}",
            $"--Scim:Jira:Token={product.Token}",
            $"--Scim:Store:ConnectionString=Data Source={Path.Combine(folder.FullName, "scim.db")}",
            $"--Scim:Auth:BootstrapToken={Token}",
            $"--Scim:Urls={url}",
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = false, UseShellExecute = false })!;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("ServiceProviderConfig", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It doesn't listen yet.
            return false;
        }
    }

    private static async Task<bool> CreateAsync(HttpClient client, int number)
    {
        var body = $$"""{"userName":"user-{{number}}","externalId":"{{number}}","displayName":"User {{number}}","emails":[{"value":"user-{{number}}@example.com","type":"work","primary":true}]}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        using var answer = await client.PostAsync(new Uri("Users", UriKind.Relative), content);
        return answer.IsSuccessStatusCode;
    }

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / (1024 * 1024);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
