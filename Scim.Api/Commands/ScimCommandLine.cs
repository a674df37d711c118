using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using System.Net.Sockets;
using Scim.Api.Configuration;

namespace Scim.Api.Commands;

/// <summary>The arguments of <c>scim</c>, in two parts.</summary>
/// <param name="Words">Verbs and their options.</param>
/// <param name="Settings">What goes through to the configuration: <c>--Scim:…=…</c> and <c>--urls</c>.</param>
internal sealed record ScimCommandLine(ImmutableArray<string> Words, ImmutableArray<string> Settings)
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private const string Urls = "--urls";

    public static ScimCommandLine Split(IReadOnlyList<string> args)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var settings = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg.Equals(Urls, StringComparison.OrdinalIgnoreCase) && i + 1 < args.Count)
            {
                settings.Add($"{Urls}={args[++i]}");
            }
            else if (IsSetting(arg))
            {
                settings.Add(arg);
            }
            else
            {
                words.Add(arg);
            }
        }

        return new(words.ToImmutable(), settings.ToImmutable());
    }

    /// <summary>Runs the command, and tells every failure in a sentence on stderr.</summary>
    public static async Task<int> RunAsync(ScimCommandLine line, RootCommand scim, TextWriter? output = null, TextWriter? error = null)
    {
        output ??= Console.Out;
        error ??= Console.Error;
        HelpWithExample.AddTo(scim);
        scim.SetAction((_, ct) => ServeCommand.RunAsync(line, ct));
        try
        {
            var parsed = scim.Parse(line.Words);
            if (parsed.Action is ParseErrorAction)
            {
                foreach (var mistake in parsed.Errors)
                {
                    await error.WriteLineAsync(mistake.Message);
                }

                await error.WriteLineAsync("\"scim --help\" tells what there is.");
                return WrongUsage;
            }

            // The gateway has its own graceful shutdown, and anything else may just end.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = error,
            });
        }
        catch (InvalidConfigurationException invalid)
        {
            await error.WriteLineAsync(invalid.Message);
            return Failed;
        }
        catch (Exception failure) when (failure is IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            await error.WriteLineAsync($"The gateway can't listen: {failure.Message} Another program may use the port; --urls or Scim:Urls names another.");
            return Failed;
        }
        catch (DbException failure)
        {
            await error.WriteLineAsync($"The store can't be used: {failure.Message}");
            return Failed;
        }
        catch (Exception failure)
        {
            await error.WriteLineAsync(failure is CommandFailedException ? failure.Message : $"scim failed: {failure.Message}");
            return Failed;
        }
    }

    private static bool IsSetting(string arg) =>
        arg.Contains('=', StringComparison.Ordinal)
        && (arg.StartsWith("--Scim:", StringComparison.OrdinalIgnoreCase) || arg.StartsWith($"{Urls}=", StringComparison.OrdinalIgnoreCase));
}
