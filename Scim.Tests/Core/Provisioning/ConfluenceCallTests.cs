using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

public sealed class ConfluenceCallTests() : ProductCallTable(TestProduct.Confluence)
{
    protected override string[] CreateUser => ["POST /rest/api/admin/user", "PUT /rest/api/user/{user}/group/{group}"];

    protected override string[] MatchUser => ["GET /rest/api/user"];

    protected override string[] MatchNobody => ["GET /rest/api/user"];

    protected override string[] MatchStranger => ["GET /rest/api/user", "GET /rest/api/user/memberof"];

    protected override string[] ReadUser => ["GET /rest/api/user"];

    protected override string[] ChangeProductAttribute => ["PUT /rest/api/admin/user/{user}"];

    protected override string[] ChangeNothing => ["GET /rest/api/user"];

    protected override string[] Deactivate => ["PUT /rest/api/admin/user/{user}/disable"];

    protected override string[] Activate => ["PUT /rest/api/admin/user/{user}/enable"];

    protected override string[] DeleteUser => ["DELETE /rest/api/user/{user}/group/{group}", "PUT /rest/api/admin/user/{user}/disable"];

    protected override string[] CreateGroup => ["POST /rest/api/admin/group"];

    protected override string[] MatchNoGroup => ["GET /rest/api/group/{group}"];

    protected override string[] AddMember => ["PUT /rest/api/user/{user}/group/{group}"];

    protected override string[] AddHundredMembers => ["100 × PUT /rest/api/user/{user}/group/{group}"];

    protected override string[] RemoveMember => ["DELETE /rest/api/user/{user}/group/{group}"];

    protected override string[] DeleteGroup => ["DELETE /rest/api/admin/group/{group}"];
}
