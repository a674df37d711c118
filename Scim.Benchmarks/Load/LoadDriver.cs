using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scim.Benchmarks.Load;

/// <summary>Sends a bounded number of requests over a bounded number of connections, each as soon as the one before it is answered.</summary>
internal static class LoadDriver
{
    /// <param name="send">Sends request number n and answers whether it succeeded.</param>
    public static async Task<LoadResult> RunAsync(string name, int requests, int connections, Func<int, Task<bool>> send, CancellationToken ct)
    {
        var latencies = new ConcurrentBag<TimeSpan>();
        var (next, errors) = (-1, 0);
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(WorkAsync, ct)));
        return LoadResult.Of(name, [.. latencies], Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated, errors);

        async Task WorkAsync()
        {
            int number;
            while (!ct.IsCancellationRequested && (number = Interlocked.Increment(ref next)) < requests)
            {
                var begun = Stopwatch.GetTimestamp();
                try
                {
                    if (!await send(number))
                    {
                        Interlocked.Increment(ref errors);
                    }
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref errors);
                }

                latencies.Add(Stopwatch.GetElapsedTime(begun));
            }
        }
    }
}
