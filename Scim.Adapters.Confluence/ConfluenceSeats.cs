using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>Confluence's licence.</summary>
internal sealed class ConfluenceSeats(ProductHttp http)
{
    public const string Remaining = "rest/license/1.0/license/remainingSeats";

    public const string Most = "rest/license/1.0/license/maxUsers";

    public static string Sentence(int most, int remaining) => $"{most - remaining} of {most} seats of Confluence are taken.";

    /// <summary>The fault with the licence's numbers where Confluence tells them, else as it came.</summary>
    public async Task<ProductFault> FullAsync(ProductFault.LicenceExceeded fault, CancellationToken ct)
    {
        try
        {
            var remaining = (await http.GetAsync(ProductRequest.Get(Remaining), ConfluenceJson.Default.ConfluenceCount, ct)).Count;
            var most = (await http.GetAsync(ProductRequest.Get(Most), ConfluenceJson.Default.ConfluenceCount, ct)).Count;
            return remaining is { } free && most is { } all and > 0 ? new ProductFault.LicenceExceeded(Sentence(all, free)) : fault;
        }
        catch (ProductException)
        {
            // The numbers are for people; the refusal stands without them.
            return fault;
        }
    }
}
