using System.IO.Enumeration;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>Which calls go wrong, and how. Safe to turn while calls are under way.</summary>
public sealed class FaultDial
{
    /// <summary>In place of a method: everything that isn't GET.</summary>
    public const string Writes = "writes";

    /// <summary>In place of a method: any.</summary>
    public const string Any = "*";

    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];

    /// <summary>
    /// Lets calls go wrong: of those with this method and a path like <paramref name="path"/> (<c>*</c> for any part) the
    /// <paramref name="nth"/> from now on, and those that follow it, <paramref name="times"/> in all.
    /// </summary>
    public void Set(string method, string path, SandboxFault fault, int nth = 1, int times = 1)
    {
        lock (_gate)
        {
            _rules.Add(new Rule(method, path, fault, nth, times));
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>The fault for this call, which counts it.</summary>
    internal SandboxFault? Take(string method, string path)
    {
        lock (_gate)
        {
            SandboxFault? fault = null;
            foreach (var rule in _rules.Where(r => r.Matches(method, path)))
            {
                rule.Seen++;
                if (rule.Seen >= rule.Nth && rule.Seen < rule.Nth + rule.Times)
                {
                    fault ??= rule.Fault;
                }
            }

            return fault;
        }
    }

    private sealed record Rule(string Method, string Path, SandboxFault Fault, int Nth, int Times)
    {
        public int Seen { get; set; }

        public bool Matches(string method, string path) =>
            (Method == Any || Method == method || (Method == Writes && method != "GET")) && FileSystemName.MatchesSimpleExpression(Path, path);
    }
}
