namespace Scim.Api.Authentication;

/// <summary>
/// Bounds the audit entries of calls without a valid token: whoever finds the address could otherwise fill the disk. What has no entry is
/// counted, and the next entry tells how many those were.
/// </summary>
internal sealed class FailedCalls(TimeProvider time)
{
    /// <summary>Entries in one <see cref="Window"/>.</summary>
    public const int Most = 120;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _began;
    private int _written;
    private int _unwritten;

    /// <summary>Whether this one gets an entry, and how many before it got none.</summary>
    public bool MayWrite(out int unwritten)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _began >= Window)
            {
                _began = now;
                _written = 0;
            }

            unwritten = 0;
            if (_written >= Most)
            {
                _unwritten++;
                return false;
            }

            _written++;
            (unwritten, _unwritten) = (_unwritten, 0);
            return true;
        }
    }
}
