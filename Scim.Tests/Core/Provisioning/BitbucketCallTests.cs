using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

public sealed class BitbucketCallTests() : ProductCallTable(TestProduct.Bitbucket)
{
    protected override string[] CreateUser => ["POST /rest/api/latest/admin/users", "GET /rest/api/latest/admin/users", "POST /rest/api/latest/admin/groups/add-users"];

    protected override string[] MatchUser => ["GET /rest/api/latest/admin/users"];

    protected override string[] MatchNobody => ["GET /rest/api/latest/admin/users"];

    protected override string[] MatchStranger =>
    [
        "GET /rest/api/latest/admin/users",
        "GET /rest/api/latest/admin/users/more-members",
        "GET /rest/api/latest/admin/permissions/users",
    ];

    protected override string[] ReadUser => ["GET /rest/api/latest/admin/users"];

    protected override string[] ChangeProductAttribute => ["GET /rest/api/latest/admin/users", "PUT /rest/api/latest/admin/users"];

    protected override string[] ChangeNothing => ["GET /rest/api/latest/admin/users"];

    protected override string[] Deactivate =>
    [
        "GET /rest/api/latest/admin/users",
        "GET /rest/api/latest/admin/users/more-members",
        "GET /rest/api/latest/admin/permissions/users",
        "GET /rest/api/latest/admin/users",
        "POST /rest/api/latest/admin/users/remove-group",
    ];

    protected override string[] Activate => ["GET /rest/api/latest/admin/users", "POST /rest/api/latest/admin/users/add-groups"];

    protected override string[] DeleteUser =>
    [
        "GET /rest/api/latest/admin/users",
        "GET /rest/api/latest/admin/users/more-members",
        "GET /rest/api/latest/admin/permissions/users",
        "POST /rest/api/latest/admin/users/remove-group",
        "GET /rest/api/latest/admin/users",
        "POST /rest/api/latest/admin/users/remove-group",
        "GET /rest/api/latest/admin/users",
        "GET /rest/access-tokens/latest/users/{user}",
        "DELETE /rest/ssh/latest/keys",
        "DELETE /rest/gpg/latest/keys",
    ];

    protected override string[] CreateGroup => ["POST /rest/api/latest/admin/groups"];

    protected override string[] MatchNoGroup => ["GET /rest/api/latest/admin/groups"];

    protected override string[] AddMember => ["POST /rest/api/latest/admin/groups/add-users"];

    protected override string[] AddHundredMembers => ["POST /rest/api/latest/admin/groups/add-users"];

    protected override string[] RemoveMember => ["POST /rest/api/latest/admin/users/remove-group"];

    protected override string[] DeleteGroup => ["DELETE /rest/api/latest/admin/groups"];
}
