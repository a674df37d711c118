namespace Scim.Api.Commands;

internal enum AuditFormat
{
    Table,
    Jsonl,
    Csv,
}
