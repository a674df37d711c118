using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>Which Jira the sandbox is.</summary>
public sealed class JiraSandboxOptions() : ProductSandboxOptions(new("https://jira.sandbox.invalid/jira"))
{
    /// <summary>8.2 (no active flag) to 11.3; what changed in between changes here too.</summary>
    public Version Version { get; set; } = new(10, 3, 24);

    /// <summary>What the setting "User email visibility" does to addresses in answers.</summary>
    public JiraEmailVisibility EmailVisibility { get; set; } = JiraEmailVisibility.Public;

    /// <summary>Whether users live in a directory that Jira can't write to ("external user management").</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The status with which a read-only directory refuses: 403 by the documentation, 400 in some versions.</summary>
    public int ReadOnlyStatus { get; set; } = 403;

    /// <summary>Whether the answer to a creation holds only what is certain: self, key, name.</summary>
    public bool IsCreateAnswerBare { get; set; }

    /// <summary>Characters that login names can't hold; the exact set isn't documented.</summary>
    public string ForbiddenInNames { get; set; } = "<>&";

    /// <summary>How long after a change the search shows it.</summary>
    public TimeSpan SearchLag { get; set; }
}

/// <summary>The setting "User email visibility".</summary>
public enum JiraEmailVisibility
{
    Public,
    LoggedIn,
    Masked,
    Hidden,
}
