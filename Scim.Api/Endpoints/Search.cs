using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>A query's way from its parameters, wherever they stood, to the answer: the same for each endpoint that has one.</summary>
internal sealed class Search(ConnectionTest test, CursorSeal cursors)
{
    public async Task<IResult> AnswerAsync(
        SearchRequest asked, ScimRequest request, Func<SearchRequest, Task<ResourcePage>> find, CancellationToken ct)
    {
        var search = await cursors.OpenAsync(asked, request.Types, ct);
        var page = await test.SearchAsync(search, request.Trail, () => find(search));
        var links = search.Cursor is null ? null : new PageLinks(
            await cursors.SealAsync(page.Next, search, request.Types, ct), await cursors.SealAsync(page.Previous, search, request.Types, ct));
        return ScimResults.Page(page, search, links, request);
    }
}
