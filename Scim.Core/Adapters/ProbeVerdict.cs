namespace Scim.Core.Adapters;

public enum ProbeVerdict
{
    Fine,
    Warning,
    Failed,
}
