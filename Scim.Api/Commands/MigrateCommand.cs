using System.CommandLine;

namespace Scim.Api.Commands;

/// <summary><c>scim migrate</c>: the store's schema and filterable values.</summary>
internal static class MigrateCommand
{
    public static Command Create(ScimCommandLine line)
    {
        var migrate = new Verb("migrate", "Brings the store's schema and its filterable values up to date; every start does so too.", "scim migrate --Scim:Store:ConnectionString=\"Data Source=scim.db\"");
        migrate.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, mayMake: true, ct);
            await Terminal.Of(parsed).LineAsync(session.IsNew ? $"The store {session.Place} is made." : $"The store {session.Place} is up to date.");
            return ScimCommandLine.Done;
        });
        return migrate;
    }
}
