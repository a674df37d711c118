namespace Scim.Core.Adapters;

/// <summary>The product's groups. Besides what is named, each member may throw Forbidden, Throttled and Unavailable.</summary>
public interface IProductGroups
{
    /// <summary>The group with this name, compared as the product compares, or null. Never throws NotFound. One call.</summary>
    Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct);

    /// <summary>Makes an empty group, without looking first: one call.</summary>
    /// <exception cref="ProductException">AlreadyExists, Invalid, Ambiguous.</exception>
    Task<ProductGroup> CreateAsync(string name, CancellationToken ct);

    /// <summary>Gives the group another name; its key stays. Needs <see cref="ProductCapabilities.RenameGroup"/>.</summary>
    /// <exception cref="ProductException">NotFound, AlreadyExists, Invalid.</exception>
    Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct);

    /// <summary>Deletes the group; one that is gone already is success.</summary>
    /// <exception cref="ProductException">Invalid where the product refuses.</exception>
    Task DeleteAsync(ProductGroup group, CancellationToken ct);

    /// <summary>
    /// Puts the accounts into the group; one that is a member already is success. Any number of members: the adapter cuts them into calls
    /// of <see cref="ProductDescriptor.MembersPerAddition"/>. Answers those that couldn't be added.
    /// </summary>
    /// <exception cref="ProductException">NotFound: the group is gone; LicenceExceeded.</exception>
    Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct);

    /// <summary>Takes the accounts out of the group; one that is no member is success. Otherwise as <see cref="AddMembersAsync"/>.</summary>
    /// <exception cref="ProductException">NotFound: the group is gone.</exception>
    Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct);

    /// <summary>The group's members, deactivated ones too, page by page as the product likes it.</summary>
    /// <exception cref="ProductException">NotFound: the group is gone.</exception>
    IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, CancellationToken ct);

    /// <summary>Every group, none twice. Needs <see cref="ProductCapabilities.ListGroups"/>.</summary>
    IAsyncEnumerable<ProductGroup> ListAsync(CancellationToken ct);
}
