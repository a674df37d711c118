using System.CommandLine;
using Scim.Api.Commands;

var line = ScimCommandLine.Split(args);

return await ScimCommandLine.RunAsync(line, new RootCommand("A SCIM 2.0 gateway to Atlassian Data Center products. Without a command: serve.")
{
    ServeCommand.Create(line),
    SandboxCommand.Create(line),
    CheckCommand.Create(line),
    TokenCommand.Create(line),
    AuditCommand.Create(line),
    GuardCommand.Create(line),
    MigrateCommand.Create(line),
});
