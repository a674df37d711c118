using System.CommandLine;

namespace Scim.Api.Commands;

/// <summary>A command whose help also shows how it is called, and what else counts for it.</summary>
/// <param name="name">As it is typed.</param>
/// <param name="description">One sentence or two: it also stands in the list of all commands.</param>
/// <param name="example">A whole line.</param>
/// <param name="note">What the list of all commands needn't tell.</param>
internal sealed class Verb(string name, string description, string example, string? note = null) : Command(name, description)
{
    public string Example { get; } = example;

    public string? Note { get; } = note;
}
