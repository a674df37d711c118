using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>What users and groups share on their way to the product: turns, the journal, time, and how a resource is stamped.</summary>
internal sealed class ProvisioningContext(
    IProductAdapter adapter,
    SchemaCatalog catalog,
    IStore store,
    IResourceStore resources,
    IMemberStore members,
    IJournal journal,
    IResourceLocks locks,
    KnownSite site,
    Protection protection,
    StepRunner runner,
    Guard guard,
    UserPolicy userPolicy,
    GroupPolicy groupPolicy,
    ScimLimits limits,
    TimeProvider time)
{
    /// <summary>When a request that found somebody else at work should come again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Names this process in the journal.</summary>
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    public IProductAdapter Adapter { get; } = adapter;

    /// <summary>What the product is and can do here.</summary>
    public ProductDescriptor Product => site.Product;

    public SchemaCatalog Catalog { get; } = catalog;

    public IStore Store { get; } = store;

    public IResourceStore Resources { get; } = resources;

    public IMemberStore Members { get; } = members;

    public IJournal Journal { get; } = journal;

    public Protection Protection { get; } = protection;

    public StepRunner Runner { get; } = runner;

    public Guard Guard { get; } = guard;

    public UserPolicy Users { get; } = userPolicy;

    public GroupPolicy Groups { get; } = groupPolicy;

    public ScimLimits Limits { get; } = limits;

    public TimeProvider Time { get; } = time;

    /// <summary>To the millisecond, as the store keeps it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The key of a name's turn; sorts before that of any resource, so that names are always entered first.</summary>
    public static string NameKey(ResourceType type, string name) => $"name:{type.Name}:{Comparable.Fold(name)}";

    public static string ResourceKey(string id) => $"resource:{id}";

    public string NewId() => Guid.CreateVersion7(Now).ToString();

    /// <exception cref="ScimException">503: somebody else has it for longer than a client can wait.</exception>
    public async Task<IAsyncDisposable> EnterAsync(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        try
        {
            return await locks.EnterAsync(keys, ct);
        }
        catch (TimeoutException)
        {
            throw new ScimException(ScimError.Unavailable("Another request is changing this resource; nothing was done. Try again in a moment.", Soon));
        }
    }

    /// <summary>Makes sure that it is known what must be left alone and what the product can do, before anything is changed.</summary>
    /// <exception cref="ProductException">The product couldn't be asked.</exception>
    public Task EnsureSiteAsync(CancellationToken ct) => site.EnsureReadAsync(ct);

    /// <summary>Writes the intent to disk; only then may the product be called.</summary>
    /// <exception cref="ScimException">503: an unfinished change holds one of the names.</exception>
    public async Task<JournalEntry> OpenAsync(
        ResourceType type, string resourceId, IEnumerable<string> names, JournalPlan plan, AuditTrail trail, CancellationToken ct)
    {
        var entry = new JournalEntry(
            NewId(), type.Name, resourceId, trail.Action, [.. names.Select(Comparable.Fold).Distinct(StringComparer.Ordinal)], plan.ToJson(), _owner, Now);
        try
        {
            await Store.WriteAsync(unit => unit.OpenAsync(entry), ct);
            return entry;
        }
        catch (StoreConflictException e) when (e.Conflict is StoreConflict.Journal)
        {
            throw new ScimException(ScimError.Unavailable("An unfinished change holds this name; it is being settled. Try again in a moment.", Soon));
        }
    }

    /// <summary>The turns that an entry's change holds.</summary>
    public string[] KeysOf(JournalEntry entry, ResourceType type) =>
        [.. entry.Names.Select(n => NameKey(type, n)), ResourceKey(entry.ResourceId)];

    /// <summary>
    /// Goes on with an unfinished entry, with a trail of its own under the request that began it. What is refused for good ends it, with
    /// an entry in the audit log: whoever comes along meanwhile asked for something else and is not told of it.
    /// </summary>
    /// <exception cref="ProductException">It can't be settled yet; the entry stays open.</exception>
    public async Task RecoverAsync(JournalEntry entry, Func<JournalPlan, AuditTrail, Task> resume)
    {
        var plan = JournalPlan.Parse(entry.Plan);
        var trail = new AuditTrail(plan.RequestId, plan.Actor, AuditAction.Recovery, Time);
        trail.Listen();
        trail.Note($"Goes on with {entry.Action}, begun {entry.Opened:O} and left unfinished.");
        ScimError? refusal = null;
        try
        {
            await EnsureSiteAsync(CancellationToken.None);
            await resume(plan, trail);
        }
        catch (ScimException e) when (e.Error.Status < 500)
        {
            refusal = e.Error;
        }
        catch (ProductException e) when (!FaultMapping.MayPass(e.Fault))
        {
            refusal = FaultMapping.ToScim(e.Fault);
        }

        if (trail.IsWritten)
        {
            return;
        }

        trail.IsNoop = refusal is null;
        var audit = refusal is null ? trail.Close(200) : trail.Close(refusal.Status, refusal.ScimType, refusal.Detail);
        await Store.WriteAsync(
            async unit =>
            {
                await unit.AppendAsync(audit);
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
    }

    /// <summary>Tells the audit log what of a user the product doesn't hold.</summary>
    public void NoteNotStored(StoredResource user, Func<string, bool> concerns, AuditTrail trail)
    {
        var wanted = WantedUser.Of(user.Resource, user.Link, Users, Product);
        if (ProductGaps.NotStored(user.Resource, wanted, user.Link!, Product, concerns) is { } sentence)
        {
            trail.Note(sentence);
        }
    }

    /// <summary>Settles an unfinished change in its turn; nothing happens if somebody did so while the turn was waited for.</summary>
    public async Task SettleAsync(JournalEntry entry, ResourceType type, Func<JournalEntry, Task> settle, CancellationToken ct)
    {
        await using var turn = await EnterAsync(KeysOf(entry, type), ct);
        if (await Journal.FindByResourceAsync(entry.ResourceId, ct) is { } still && still.Id == entry.Id)
        {
            await settle(entry);
        }
    }

    /// <summary>Closes an entry whose change is refused before anything was done.</summary>
    public async Task<ScimException> RefuseAsync(JournalEntry entry, ScimError error)
    {
        await Store.WriteAsync(unit => unit.CloseAsync(entry.Id), CancellationToken.None);
        return new(error);
    }

    /// <summary>
    /// Ends a request whose plan wasn't carried out. What may still come about stays in the journal, and recovery goes on with it; closed is
    /// what is refused for good, and what certainly wasn't begun: the client is told, and may have given up by the time that the product is back.
    /// </summary>
    /// <exception cref="ProductException">The plan's fault.</exception>
    public async Task ThrowUnlessDoneAsync(JournalEntry entry, StepReport report, string lost, AuditTrail trail)
    {
        if (report.IsDone)
        {
            return;
        }

        var fault = report.Fault ?? new ProductFault.NotFound(lost);
        if (FaultMapping.MayPass(fault) && (report.MayHaveActed || trail.Action is AuditAction.Recovery || fault is ProductFault.Ambiguous))
        {
            // Read again: what progress was made may be written there already.
            var current = await Journal.FindByResourceAsync(entry.ResourceId, CancellationToken.None) is { } still && still.Id == entry.Id ? still : entry;
            var known = JournalPlan.Parse(current.Plan) with { Known = fault.Message };
            await Store.WriteAsync(unit => unit.ReopenAsync(current with { Plan = known.ToJson() }), CancellationToken.None);
        }
        else
        {
            await Store.WriteAsync(unit => unit.CloseAsync(entry.Id), CancellationToken.None);
        }

        throw new ProductException(fault);
    }

    /// <summary>The resource as it is answered and stored: with its id, times and version.</summary>
    public static StoredResource Stamp(StoredResource stored) => stored with
    {
        Resource = ResourceMeta.Stamp(stored.Resource, stored.Id, stored.Version, stored.Created, stored.LastModified),
    };

    /// <summary>The next version of a resource that a client can see as changed.</summary>
    public StoredResource NextVersion(StoredResource stored) =>
        Stamp(stored with { Version = stored.Version + 1, LastModified = Now });

    public static AuditResource Describe(StoredResource stored) => new(
        stored.Resource.Type.Name,
        stored.Id,
        stored.Name,
        stored.Link?.Key.Value,
        stored.Link is { } link && link.Name != stored.Name ? link.Name : null);
}
