using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Scim.Api.Commands;

/// <summary>The framework's help, with the note and the example of a <see cref="Verb"/> at its end.</summary>
internal sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand scim)
    {
        foreach (var option in scim.Options.OfType<HelpOption>())
        {
            option.Action = option.Action is HelpAction help ? new HelpWithExample(help) : option.Action;
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            if (verb.Note is not null)
            {
                output.WriteLine(verb.Note);
                output.WriteLine();
            }

            output.WriteLine($"Example: {verb.Example}");
        }

        return result;
    }
}
