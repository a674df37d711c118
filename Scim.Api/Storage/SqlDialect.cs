using System.Data.Common;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>All that differs between the SQL of the engines.</summary>
internal abstract class SqlDialect
{
    /// <summary>Type of a text that is compared by its UTF-8 bytes.</summary>
    public abstract string TextType { get; }

    /// <summary>What makes a table lie in the order of its primary key.</summary>
    public abstract string Clustered { get; }

    /// <summary>The elements of a JSON array as rows with one column, <c>value</c>; each is an array itself, read by <c>value ->> 0</c>.</summary>
    public abstract string Rows(string parameter);

    /// <summary>Whether a text contains another, byte by byte.</summary>
    public abstract string Contains(string text, string part);

    /// <summary>What a refused write collided with, or null where it failed for another reason.</summary>
    public abstract StoreConflict? ConflictOf(DbException exception);
}
