namespace Scim.Core.Protocol;

/// <summary>An answer that says no (RFC 7644 §3.12).</summary>
/// <param name="Status">The HTTP status, 400 to 599.</param>
/// <param name="ScimType">One of <see cref="Protocol.ScimType"/>, or null where the RFC names none for the case.</param>
/// <param name="Detail">A sentence that says what was wrong, where, and what is expected. It is shown in Entra's provisioning log.</param>
/// <param name="RetryAfter">When it makes sense to ask again; sent as <c>Retry-After</c> in whole seconds.</param>
public sealed record ScimError(int Status, string? ScimType, string Detail, TimeSpan? RetryAfter = null)
{
    public static ScimError InvalidSyntax(string detail) => new(400, Protocol.ScimType.InvalidSyntax, detail);

    public static ScimError InvalidFilter(string detail) => new(400, Protocol.ScimType.InvalidFilter, detail);

    public static ScimError InvalidPath(string detail) => new(400, Protocol.ScimType.InvalidPath, detail);

    public static ScimError InvalidValue(string detail) => new(400, Protocol.ScimType.InvalidValue, detail);

    /// <summary>A value that isn't what its attribute holds: "active: expected a boolean, found the string "maybe"."</summary>
    public static ScimError InvalidValue(string path, string found, string expected) =>
        InvalidValue($"{path}: expected {expected}, found {found}.");

    public static ScimError NoTarget(string detail) => new(400, Protocol.ScimType.NoTarget, detail);

    public static ScimError Mutability(string detail) => new(400, Protocol.ScimType.Mutability, detail);

    public static ScimError TooMany(string detail) => new(400, Protocol.ScimType.TooMany, detail);

    public static ScimError InvalidCursor(string detail) => new(400, Protocol.ScimType.InvalidCursor, detail);

    public static ScimError ExpiredCursor(string detail) => new(400, Protocol.ScimType.ExpiredCursor, detail);

    public static ScimError InvalidCount(string detail) => new(400, Protocol.ScimType.InvalidCount, detail);

    public static ScimError Uniqueness(string detail) => new(409, Protocol.ScimType.Uniqueness, detail);

    public static ScimError NotFound(string detail) => new(404, null, detail);

    public static ScimError PreconditionFailed(string detail) => new(412, null, detail);

    public static ScimError TooLarge(string detail) => new(413, null, detail);

    public static ScimError Throttled(string detail, TimeSpan retryAfter) => new(429, null, detail, retryAfter);

    public static ScimError Unavailable(string detail, TimeSpan retryAfter) => new(503, null, detail, retryAfter);
}
