using System.Data.Common;
using Microsoft.Data.Sqlite;
using Scim.Core.Storage;

namespace Scim.Api.Storage.Sqlite;

internal sealed class SqliteDialect : SqlDialect
{
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    public override string TextType => "text";

    public override string Clustered => "without rowid";

    public override string Rows(string parameter) => $"json_each({parameter}) as listed";

    public override string Contains(string text, string part) => $"instr({text}, {part}) > 0";

    // SQLite names the columns of the index: "UNIQUE constraint failed: resource.type, resource.name_key".
    public override StoreConflict? ConflictOf(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey } unique
            ? unique.Message switch
            {
                var m when m.Contains("resource.name_key", StringComparison.Ordinal) => StoreConflict.Name,
                var m when m.Contains("resource.product_key", StringComparison.Ordinal) => StoreConflict.Key,
                var m when m.Contains("journal_name.", StringComparison.Ordinal) => StoreConflict.Journal,
                _ => null,
            }
            : null;
}
