using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>An operation of a bulk request, understood as the request that it stands for; or why it can't be.</summary>
internal sealed class BulkCall
{
    private readonly List<string> _notes = [];

    private BulkCall(BulkOperation operation) => Operation = operation;

    public BulkOperation Operation { get; }

    /// <summary>Null where the path leads to no type of resources.</summary>
    public ResourceType? Type { get; private set; }

    /// <summary>The id of the resource, or <c>bulkId:x</c>; null for a POST.</summary>
    public string? Target { get; private set; }

    /// <summary>What a POST or PUT carries.</summary>
    public ReadResource? Body { get; private set; }

    /// <summary>What a PATCH carries.</summary>
    public ImmutableArray<PatchOperation> Patch { get; private set; }

    public Preconditions Preconditions { get; private set; } = Preconditions.None;

    /// <summary>The bulkIds that the body refers to.</summary>
    public ImmutableHashSet<string> References { get; private set; } = [];

    /// <summary>What the dialect changed and what was passed over.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public ScimError? Fault { get; private set; }

    public string Method { get; private set; } = "";

    public bool IsPost => HttpMethods.IsPost(Method);

    public static BulkCall Of(BulkOperation operation, SchemaCatalog catalog, BodyReader bodies)
    {
        var call = new BulkCall(operation);
        try
        {
            call.Read(catalog, bodies);
        }
        catch (ScimException refused)
        {
            call.Fault = refused.Error;
        }

        return call;
    }

    /// <summary>What it is in the audit log until the provisioner knows better.</summary>
    public string ActionIn(SchemaCatalog catalog) => (Type == catalog.User, Method) switch
    {
        _ when Type is null => AuditAction.RequestRefused,
        (true, "POST") => AuditAction.UserCreate,
        (true, "DELETE") => AuditAction.UserDelete,
        (true, _) => AuditAction.UserUpdate,
        (_, "POST") => AuditAction.GroupCreate,
        (_, "DELETE") => AuditAction.GroupDelete,
        _ => AuditAction.GroupUpdate,
    };

    private void Read(SchemaCatalog catalog, BodyReader bodies)
    {
        // What is needed to say which resource it is comes first: the answer tells that also of what fails.
        Method = Operation.Method?.ToUpperInvariant() is "POST" or "PUT" or "PATCH" or "DELETE" ? Operation.Method.ToUpperInvariant() : "";
        if (Operation.Path is { } path)
        {
            ReadPath(path, catalog);
        }

        if (Operation.Fault is { } fault)
        {
            throw new ScimException(fault);
        }

        if (Method.Length == 0)
        {
            throw Operation.Method is null
                ? Missing("method", "POST, PUT, PATCH or DELETE")
                : new ScimException(ScimError.InvalidValue($"{Operation.Where}.method", $"\"{Operation.Method}\"", "POST, PUT, PATCH or DELETE"));
        }

        if (Operation.Path is null)
        {
            throw Missing("path", "such as /Users, or /Users/{id}");
        }

        if (Type is null)
        {
            throw new ScimException(ScimError.NotFound($"{Operation.Where}.path: there are no resources at {Operation.Path}."));
        }

        // RFC 7644 §3.7: a POST goes to the type, everything else to a resource.
        if (IsPost != Target is null)
        {
            throw new ScimException(ScimError.InvalidValue(
                $"{Operation.Where}.path", $"\"{Operation.Path}\"", IsPost ? $"{Type.Endpoint} for a POST" : $"{Type.Endpoint}/{{id}} for a {Method}"));
        }

        if (IsPost && Operation.BulkId is null)
        {
            throw Missing("bulkId", "a text of the client's own, for every POST");
        }

        Preconditions = IsPost ? Preconditions.None : Preconditions.OfVersion(Operation.Version);
        if (Method == "DELETE")
        {
            return;
        }

        if (Operation.Data.IsEmpty)
        {
            throw Missing("data", $"the body of the {Method}");
        }

        if (Method == "PATCH")
        {
            Patch = bodies.ReadPatch(Operation.Data.Span, Type, _notes.Add);
        }
        else
        {
            Body = bodies.ReadResource(Operation.Data.Span, Type, _notes.Add);
        }

        References = BulkReferences.Of(Body, Patch);
    }

    private void ReadPath(string path, SchemaCatalog catalog)
    {
        var parts = path.TrimStart('/').Split('/', 2);
        Type = catalog.ResourceTypes.FirstOrDefault(type => type.Endpoint.AsSpan(1).Equals(parts[0], StringComparison.OrdinalIgnoreCase));
        var target = parts is [_, var rest] ? rest.TrimEnd('/') : "";
        Target = target.Length == 0 ? null : Uri.UnescapeDataString(target);
    }

    private ScimException Missing(string name, string expected) =>
        new(ScimError.InvalidSyntax($"{Operation.Where} has no \"{name}\"; expected {expected}."));
}
