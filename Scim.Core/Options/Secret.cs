namespace Scim.Core.Options;

/// <summary>A value that never shows itself: logs, errors and the debugger see three stars.</summary>
public sealed class Secret(string value)
{
    /// <summary>The value in clear, for the one call that needs it.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
