namespace Scim.Core.Adapters.Sandbox;

/// <summary>A method and a path to the function that answers them.</summary>
internal sealed class SandboxRoute(string method, string path, Func<SandboxRequest, SandboxAnswer> answer)
{
    private readonly string[] _segments = path.Split('/');

    public string Method { get; } = method;

    public Func<SandboxRequest, SandboxAnswer> Answer { get; } = answer;

    public bool Matches(string path, out IReadOnlyDictionary<string, string> values)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        values = found;
        var parts = path.Split('/');
        if (parts.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (_segments[i] is ['{', .. var name, '}'])
            {
                found[name] = parts[i];
            }
            else if (!string.Equals(_segments[i], parts[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
