namespace Scim.Core.Resources;

/// <summary>What differs between the kinds of JSON that hold attributes.</summary>
internal enum ReadingRules
{
    /// <summary>A POST or PUT body: read-only attributes are passed over, unknown ones noted, required ones demanded (RFC 7644 §3.3, §3.5.1).</summary>
    Body,

    /// <summary>A PATCH value: as above, but a part may be given alone, and an unknown name is refused.</summary>
    PatchValue,

    /// <summary>A document of the store: everything known is kept.</summary>
    Document,
}
