using System.Data.Common;
using Npgsql;
using Scim.Core.Storage;

namespace Scim.Api.Storage.PostgreSql;

internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string TextType => "text collate \"C\"";

    public override string Clustered => "";

    public override string Rows(string parameter) => $"json_array_elements(cast({parameter} as json)) as listed (value)";

    public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

    public override StoreConflict? ConflictOf(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } unique
            ? unique.ConstraintName switch
            {
                "resource_name" => StoreConflict.Name,
                "resource_product_key" => StoreConflict.Key,
                "journal_name_pkey" => StoreConflict.Journal,
                _ => null,
            }
            : null;
}
