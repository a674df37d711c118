namespace Scim.Api.Storage.Sqlite;

/// <summary>
/// Lets one process at a time change the schema, by a locked file beside the store. The file stays: deleting it would let one process
/// lock the deleted file and another its successor.
/// </summary>
internal static class SqliteMigrationLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">Another process has been at it for two minutes.</exception>
    public static async Task<IAsyncDisposable> EnterAsync(string store, CancellationToken ct)
    {
        var path = store + ".lock";
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (File.Exists(path))
            {
                if (TimeProvider.System.GetElapsedTime(started) > Patience)
                {
                    throw new TimeoutException($"Another process has been changing the schema of {store} for two minutes.", e);
                }

                await Task.Delay(Pause, ct);
            }
        }
    }
}
