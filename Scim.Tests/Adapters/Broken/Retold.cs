using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>Breaks what an adapter tells of its failures.</summary>
internal static class Retold
{
    /// <summary>The adapter, with each fault of its single calls told otherwise.</summary>
    public static IProductAdapter Adapter(IProductAdapter good, Func<ProductFault, ProductFault> otherwise) => new BrokenAdapter(good)
    {
        Users = new BrokenUsers(good.Users)
        {
            Find = (user, ct) => Call(() => good.Users.FindAsync(user, ct), otherwise),
            FindByName = (name, ct) => Call(() => good.Users.FindByNameAsync(name, ct), otherwise),
            Create = (user, ct) => Call(() => good.Users.CreateAsync(user, ct), otherwise),
            Update = (user, change, ct) => Call(() => good.Users.UpdateAsync(user, change, ct), otherwise),
        },
        Groups = new BrokenGroups(good.Groups)
        {
            FindByName = (name, ct) => Call(() => good.Groups.FindByNameAsync(name, ct), otherwise),
            Create = (name, ct) => Call(() => good.Groups.CreateAsync(name, ct), otherwise),
            Add = (group, members, ct) => Call(() => good.Groups.AddMembersAsync(group, members, ct), otherwise),
        },
        Access = good.Access is not { } access ? null : new BrokenAccess(access)
        {
            Remove = (user, what, ct) => Call(() => Done(access.RemoveAsync(user, what, ct)), otherwise),
        },
    };

    /// <summary>The call, with its fault told otherwise.</summary>
    public static async Task<T> Call<T>(Func<Task<T>> call, Func<ProductFault, ProductFault> otherwise)
    {
        try
        {
            return await call();
        }
        catch (ProductException e)
        {
            throw new ProductException(otherwise(e.Fault), e);
        }
    }

    /// <summary>The call, with one kind of fault taken for a result.</summary>
    public static async Task<T> Swallow<T, TFault>(Func<Task<T>> call, Func<Task<T>> instead)
        where TFault : ProductFault
    {
        try
        {
            return await call();
        }
        catch (ProductException e) when (e.Fault is TFault)
        {
            return await instead();
        }
    }

    public static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
