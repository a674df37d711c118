using System.Text;
using CsCheck;
using NUnit.Framework;
using Scim.Api.Configuration;
using Scim.Api.Endpoints;
using Scim.Api.Endpoints.Bulk;
using Scim.Core.Dialects;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints.Bulk;

/// <summary>The laws of the order in which operations are done.</summary>
[Rfc("7644-3.7-14", "7644-3.7.1-01")]
internal sealed class BulkOrderTests
{
    // For each operation whom it refers to, and whether it is a POST or a PATCH of what one of them makes.
    private static readonly Gen<(int[] Refers, bool IsPost)[]> Requests =
        Gen.Select(Gen.Int[0, 11].Array[0, 3], Gen.Bool).Array[1, 12];

    [Test]
    public void Everything_is_done_once_and_nothing_before_what_it_refers_to_unless_in_a_circle() => Requests.Sample(
        request =>
        {
            var calls = CallsOf(request);
            var order = new BulkOrder(calls);
            var (made, done, halves) = (new HashSet<int>(), new List<int>(), new HashSet<int>());
            while (order.Next() is var (index, without))
            {
                var missing = NeedsOf(calls, index).Where(needed => !made.Contains(needed)).ToArray();
                Assert.That(missing.Length > 0, Is.EqualTo(without));
                Assert.That(without && (!calls[index].IsPost || halves.Contains(index)), Is.False);
                made.Add(index);
                if (without)
                {
                    Assert.That(missing.Any(needed => Reaches(calls, needed, index)), Is.True, "It waited for nobody who waits for it.");
                    halves.Add(index);
                    order.Made(index);
                }
                else
                {
                    halves.Remove(index);
                    done.Add(index);
                    order.Done(index);
                }
            }

            Assert.That(halves, Is.Empty);
            Assert.That(done, Is.EquivalentTo(Enumerable.Range(0, calls.Length)));
        },
        iter: 2000);

    [Test]
    public void Without_references_the_order_is_the_requests()
    {
        var order = new BulkOrder(CallsOf([.. Enumerable.Range(0, 8).Select(_ => (Array.Empty<int>(), true))]));
        var begun = new List<int>();
        while (order.Next() is var (index, _))
        {
            begun.Add(index);
            order.Done(index);
        }

        Assert.That(begun, Is.Ordered);
        Assert.That(begun, Has.Count.EqualTo(8));
    }

    private static int[] NeedsOf(BulkCall[] calls, int index) =>
        [.. calls[index].References.Select(r => int.Parse(r)).Where(needed => needed < calls.Length && calls[needed].IsPost)];

    private static bool Reaches(BulkCall[] calls, int from, int goal)
    {
        var (seen, open) = (new HashSet<int>(), new Stack<int>([from]));
        while (open.TryPop(out var next))
        {
            if (next == goal)
            {
                return true;
            }

            foreach (var needed in seen.Add(next) ? NeedsOf(calls, next) : [])
            {
                open.Push(needed);
            }
        }

        return false;
    }

    private static BulkCall[] CallsOf((int[] Refers, bool IsPost)[] request)
    {
        var catalog = SampleSchemas.Catalog();
        var bodies = new BodyReader(ClientDialect.Find("auto")!, new ScimLimits(), new ScimOptions());
        return [.. request.Select((operation, index) =>
        {
            var members = string.Join(',', operation.Refers.Select(refers => $$"""{"value":"bulkId:{{refers}}"}"""));
            var (method, path, data) = operation.IsPost
                ? ("POST", "/Groups", $$"""{"displayName":"g","members":[{{members}}]}""")
                : ("PATCH", $"/Groups/{index % 2}", $$"""{"Operations":[{"op":"add","path":"members","value":[{{members}}]}]}""");
            return BulkCall.Of(new(index, method, $"{index}", null, path, Encoding.UTF8.GetBytes(data), null), catalog, bodies);
        })];
    }
}
