namespace Scim.Core.Protocol;

/// <summary>What one request may cost (configuration <c>Scim:Limits</c>). Each bound answers with the RFC's own error.</summary>
public sealed class ScimLimits
{
    /// <summary>Requests under way at the same time; the next is 429, before its body is read or anything is begun.</summary>
    public int Requests { get; set; } = 256;

    /// <summary>Requests of one token in a second; more are 429. Zero: any number.</summary>
    public int RequestsPerSecond { get; set; }

    /// <summary>Bytes of a request's body; more is 413.</summary>
    public int BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Characters of a filter; more is 400 <c>invalidFilter</c>.</summary>
    public int FilterLength { get; set; } = 8 * 1024;

    /// <summary>Nesting of a filter's parentheses, value paths and negations; more is 400 <c>invalidFilter</c>.</summary>
    public int FilterDepth { get; set; } = 32;

    /// <summary>Comparisons of a filter or of a PATCH path; more is 400 <c>invalidFilter</c> or <c>invalidPath</c>.</summary>
    public int FilterTerms { get; set; } = 1000;

    /// <summary>Operations of one PATCH; more is 413.</summary>
    public int PatchOperations { get; set; } = 5000;

    /// <summary>Operations of one bulk request; more is 413 (RFC 7644 §3.7.4).</summary>
    public int BulkOperations { get; set; } = 1000;

    /// <summary>Resources of one list page; a larger <c>count</c> is cut to this (RFC 7644 §3.4.2.4).</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>How long the cursor of a page leads on to the next (RFC 9865); an older one is 400 <c>expiredCursor</c>.</summary>
    public TimeSpan CursorTimeout { get; set; } = TimeSpan.FromHours(1);
}
