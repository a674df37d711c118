namespace Scim.Core.Protocol;

/// <summary>
/// On what version of a resource a request depends (RFC 7644 §3.14, RFC 9110 §13). Whoever changes a resource asks in the resource's turn, when
/// nobody else can change it, and before the product hears of anything.
/// </summary>
public sealed class Preconditions
{
    public static readonly Preconditions None = new(null, null);

    private readonly EntityTags? _match;
    private readonly EntityTags? _noneMatch;

    private Preconditions(EntityTags? match, EntityTags? noneMatch)
    {
        _match = match;
        _noneMatch = noneMatch;
    }

    /// <summary>From the headers of a request; null where one didn't come.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>: a header holds no entity tags.</exception>
    public static Preconditions Of(string? ifMatch, string? ifNoneMatch) => (ifMatch, ifNoneMatch) is (null, null)
        ? None
        : new(
            ifMatch is null ? null : EntityTags.Parse(ifMatch, "If-Match"),
            ifNoneMatch is null ? null : EntityTags.Parse(ifNoneMatch, "If-None-Match"));

    /// <summary>The version that an operation of a bulk request expects (RFC 7644 §3.7).</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>: it is no entity tag.</exception>
    public static Preconditions OfVersion(string? version) => version is null ? None : new(EntityTags.Parse(version, "version"), null);

    /// <summary>What a change demands of the resource that it changes.</summary>
    /// <param name="tag">The resource's own, as in <c>meta.version</c>.</param>
    /// <exception cref="ScimException">412.</exception>
    public void Demand(string tag)
    {
        DemandMatch(tag);
        if (_noneMatch?.Hold(tag) == true)
        {
            throw new ScimException(ScimError.PreconditionFailed(
                $"The resource's version is {tag}, which If-None-Match excludes: nothing was done."));
        }
    }

    /// <summary>Whether a reader has this version already.</summary>
    /// <inheritdoc cref="Demand"/>
    public bool IsKnown(string tag)
    {
        // RFC 9110 §13.2.2: If-Match comes first, for reads too.
        DemandMatch(tag);
        return _noneMatch?.Hold(tag) == true;
    }

    private void DemandMatch(string tag)
    {
        if (_match?.Hold(tag) == false)
        {
            throw new ScimException(ScimError.PreconditionFailed(
                $"The resource's version is {tag} and not the expected one, as somebody changed it meanwhile: nothing was done. Read it again."));
        }
    }
}
