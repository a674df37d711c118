namespace Scim.Core.Dialects;

/// <summary>
/// One deviation of a client from the RFCs and its reading in their terms. Each is a class whose comment shows the request that came and the
/// one that should have come; taking it out of a dialect breaks its own vectors and no others.
/// </summary>
internal interface IQuirk
{
    string Name => GetType().Name;
}
