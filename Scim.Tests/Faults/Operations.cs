using Scim.Core.Adapters;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

/// <summary>Everything a client can have done to users and groups. Every new user joins <see cref="TestProduct.DefaultGroup"/>.</summary>
public static class Operations
{
    public static readonly Operation CreateUser = new(
        "create a user who joins a default group",
        _ => Task.CompletedTask,
        s => new(HttpMethod.Post, "Users", s.UserBody("ann", "Ann")),
        ["ann 'Ann' on +"],
        ["ann 'Ann' on"]);

    public static readonly Operation UpdateUser = new(
        "change a user's display name and address",
        s => s.CreateUserAsync("ann"),
        s => Scene.Patch(
            $"Users/{s.Id("ann")}",
            $$"""{"op":"Replace","path":"displayName","value":"Ann Lee"},{"op":"Replace","path":"emails[type eq \"work\"].value","value":"lee{{s.Own("")}}@example.com"}"""),
        ["ann 'Ann Lee' on +"],
        ["ann 'Ann Lee' on"]);

    public static readonly Operation RenameUser = new(
        "rename a user",
        s => s.CreateUserAsync("ann"),
        s => Scene.Patch($"Users/{s.Id("ann")}", $$"""{"op":"Replace","path":"userName","value":"{{s.Own("ann.lee")}}"}"""),
        ["ann.lee 'ann' on +"],
        ["ann.lee 'ann' on"])
    {
        Needs = ProductCapabilities.RenameUser,
    };

    public static readonly Operation DeactivateUser = new(
        "deactivate a user",
        s => s.CreateUserAsync("ann"),
        s => s.Switch("ann", active: false),
        ["ann 'ann' off +"],
        ["ann 'ann' off"]);

    public static readonly Operation ActivateUser = new(
        "activate a user",
        async s =>
        {
            await s.CreateUserAsync("ann");
            await s.SendUntilDoneAsync(s.Switch("ann", active: false));
        },
        s => s.Switch("ann", active: true),
        ["ann 'ann' on +"],
        ["ann 'ann' on"]);

    public static readonly Operation CreateGroup = new(
        "create a group with two members",
        CreateThreeAsync,
        s => new(HttpMethod.Post, "Groups", s.GroupBody("staff", "ann", "bob")),
        [.. ThreeInProduct, "staff: ann, bob"],
        [.. ThreeInScim, "staff: ann, bob"]);

    public static readonly Operation AddMembers = new(
        "add two members",
        async s =>
        {
            await CreateThreeAsync(s);
            await s.CreateGroupAsync("staff", "ann");
        },
        s => Scene.Patch($"Groups/{s.Id("staff")}", $$"""{"op":"Add","path":"members","value":[{{s.Values("bob", "cal")}}]}"""),
        [.. ThreeInProduct, "staff: ann, bob, cal"],
        [.. ThreeInScim, "staff: ann, bob, cal"]);

    public static readonly Operation RemoveMembers = new(
        "remove two members",
        async s =>
        {
            await CreateThreeAsync(s);
            await s.CreateGroupAsync("staff", "ann", "bob", "cal");
        },
        s => Scene.Patch($"Groups/{s.Id("staff")}", $$"""{"op":"Remove","path":"members","value":[{{s.Values("bob", "cal")}}]}"""),
        [.. ThreeInProduct, "staff: ann"],
        [.. ThreeInScim, "staff: ann"]);

    public static readonly Operation DeleteGroup = new(
        "delete a group",
        async s =>
        {
            await CreateThreeAsync(s);
            await s.CreateGroupAsync("staff", "ann", "bob");
        },
        s => new(HttpMethod.Delete, $"Groups/{s.Id("staff")}", null),
        ThreeInProduct,
        ThreeInScim);

    public static readonly Operation DeactivateAndDeleteUser = new(
        "delete a user of two groups, which deactivates the account",
        InTwoGroupsAsync,
        s => new(HttpMethod.Delete, $"Users/{s.Id("ann")}", null),
        ["ann 'ann' off +", "bob 'bob' on +", "board: ", "staff: bob"],
        ["bob 'bob' on", "board: ", "staff: bob"]);

    /// <summary>With <c>Scim:Users:OnDelete=delete</c>.</summary>
    public static readonly Operation DeleteUser = DeactivateAndDeleteUser with
    {
        Name = "delete a user of two groups, account and all",
        InProduct = ["bob 'bob' on +", "board: ", "staff: bob"],
    };

    /// <summary>In a product without an active flag, where more than a group lets the account in.</summary>
    public static readonly Operation RemoveAccess = new(
        "take the access of a user with a permission and keys of his own",
        WithOwnAccessAsync,
        s => s.Switch("ann", active: false),
        ["ann 'ann' off keys"],
        ["ann 'ann' off"])
    {
        Needs = ProductCapabilities.RemoveAccess,
    };

    public static readonly Operation GiveBackAccess = new(
        "give a user with a permission and keys of his own his access back",
        async s =>
        {
            await WithOwnAccessAsync(s);
            await s.SendUntilDoneAsync(s.Switch("ann", active: false));
        },
        s => s.Switch("ann", active: true),
        ["ann 'ann' on + PROJECT_CREATE keys"],
        ["ann 'ann' on"])
    {
        Needs = ProductCapabilities.RemoveAccess,
    };

    /// <summary>With <c>Scim:Users:OnDelete=deactivate</c>.</summary>
    public static readonly Operation RevokeCredentials = new(
        "delete a user with a permission and keys of his own, which leaves the account without any",
        WithOwnAccessAsync,
        s => new(HttpMethod.Delete, $"Users/{s.Id("ann")}", null),
        ["ann 'ann' off"],
        [])
    {
        Needs = ProductCapabilities.RemoveAccess,
    };

    /// <summary>With <c>Scim:Users:OnDelete=delete</c>.</summary>
    public static readonly Operation DeleteUserWithKeys = RevokeCredentials with
    {
        Name = "delete a user with a permission and keys of his own, account and all",
        InProduct = [],
    };

    /// <summary>With the default settings and the default group.</summary>
    private static readonly Operation[] All =
    [
        CreateUser,
        new(
            "create a user who is not active",
            _ => Task.CompletedTask,
            s => new(HttpMethod.Post, "Users", s.UserBody("ann", "Ann").Insert(1, "\"active\":false,")),
            ["ann 'Ann' off +"],
            ["ann 'Ann' off"]),
        new(
            "adopt an account of the product",
            s =>
            {
                TestProduct.AddIdleAccount(s.Sandbox, s.Own("ann"), "Old Ann");
                return Task.CompletedTask;
            },
            s => new(HttpMethod.Post, "Users", s.UserBody("ann", "Ann")),
            ["ann 'Ann' on +"],
            ["ann 'Ann' on"]),
        new(
            "take a deleted user's account over",
            async s =>
            {
                await s.CreateUserAsync("ann");
                await s.DeleteUserAsync("ann");
            },
            s => new(HttpMethod.Post, "Users", s.UserBody("ann", "New Ann")),
            ["ann 'New Ann' on +"],
            ["ann 'New Ann' on"]),
        UpdateUser,
        RenameUser,
        DeactivateUser,
        ActivateUser,
        DeactivateAndDeleteUser,
        CreateGroup,
        new(
            "adopt a group of the product with a stranger in it",
            async s =>
            {
                await CreateThreeAsync(s);
                TestProduct.AddIdleAccount(s.Sandbox, s.Own("zoe"), "Zoe");
                s.Sandbox.AddGroup(s.Own("staff"), s.Own("zoe"), s.Own("ann"));
            },
            s => new(HttpMethod.Post, "Groups", s.GroupBody("staff", "ann", "bob")),
            [.. ThreeInProduct, "zoe 'Zoe' off", "staff: ann, bob, zoe"],
            [.. ThreeInScim, "staff: ann, bob"]),
        AddMembers,
        RemoveMembers,
        new(
            "replace all members",
            async s =>
            {
                await CreateThreeAsync(s);
                await s.CreateGroupAsync("staff", "ann", "bob");
            },
            s => Scene.Patch($"Groups/{s.Id("staff")}", $$"""{"op":"Replace","path":"members","value":[{{s.Values("bob", "cal")}}]}"""),
            [.. ThreeInProduct, "staff: bob, cal"],
            [.. ThreeInScim, "staff: bob, cal"]),
        new(
            "add a member to a group that the product lost",
            async s =>
            {
                await CreateThreeAsync(s);
                await s.CreateGroupAsync("staff", "ann", "bob");
                s.Sandbox.RemoveGroup(s.Own("staff"));
            },
            s => Scene.Patch($"Groups/{s.Id("staff")}", $$"""{"op":"Add","path":"members","value":[{{s.Values("cal")}}]}"""),
            [.. ThreeInProduct, "staff: ann, bob, cal"],
            [.. ThreeInScim, "staff: ann, bob, cal"]),
        DeleteGroup,
        new(
            "delete a group that was adopted",
            async s =>
            {
                await CreateThreeAsync(s);
                await s.AdoptGroupAsync("staff", "ann", "bob");
            },
            s => new(HttpMethod.Delete, $"Groups/{s.Id("staff")}", null),
            [.. ThreeInProduct, "staff: "],
            ThreeInScim),
        RemoveAccess,
        GiveBackAccess,
        RevokeCredentials,
    ];

    public static IEnumerable<Operation> OfJira => Of(TestProduct.Jira, All);

    public static IEnumerable<Operation> OfConfluence => Of(TestProduct.Confluence, All);

    public static IEnumerable<Operation> OfBitbucket => Of(TestProduct.Bitbucket, All);

    /// <summary>Those of the operations that the product can do.</summary>
    public static Operation[] Of(TestProduct product, params IEnumerable<Operation> operations)
    {
        var able = product.Describe();
        return [.. operations.Where(o => able.Can(o.Needs))];
    }

    private static string[] ThreeInProduct => ["ann 'ann' on +", "bob 'bob' on +", "cal 'cal' on +"];

    private static string[] ThreeInScim => ["ann 'ann' on", "bob 'bob' on", "cal 'cal' on"];

    private static async Task CreateThreeAsync(Scene scene)
    {
        foreach (var name in new[] { "ann", "bob", "cal" })
        {
            await scene.CreateUserAsync(name);
        }
    }

    private static async Task WithOwnAccessAsync(Scene scene)
    {
        await scene.CreateUserAsync("ann");
        scene.Bitbucket.GrantToUser(scene.Own("ann"), "PROJECT_CREATE");
        scene.Bitbucket.AddCredentials(scene.Own("ann"), tokens: 1, sshKeys: 1, gpgKeys: 1);
    }

    private static async Task InTwoGroupsAsync(Scene scene)
    {
        await scene.CreateUserAsync("ann");
        await scene.CreateUserAsync("bob");
        await scene.CreateGroupAsync("staff", "ann", "bob");
        await scene.CreateGroupAsync("board", "ann");
    }
}
