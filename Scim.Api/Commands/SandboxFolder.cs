namespace Scim.Api.Commands;

/// <summary>Where a sandbox keeps its store: a folder of the caller's, or one that is gone at the end.</summary>
internal sealed class SandboxFolder : IDisposable
{
    private readonly bool _temporary;

    private SandboxFolder(string path, bool temporary)
    {
        Path = path;
        _temporary = temporary;
    }

    public string Path { get; }

    /// <summary>Whether it is still there afterwards.</summary>
    public bool Stays => !_temporary;

    public static SandboxFolder At(string? path) => path is null
        ? new(Directory.CreateTempSubdirectory("scim-sandbox-").FullName, temporary: true)
        : new(Directory.CreateDirectory(path).FullName, temporary: false);

    public void Dispose()
    {
        if (!_temporary)
        {
            return;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // The system's own cleaning of temporary files gets what something still holds open.
        }
    }
}
