using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

public sealed class JiraCallTests() : ProductCallTable(TestProduct.Jira)
{
    protected override string[] CreateUser => ["POST /rest/api/2/user", "POST /rest/api/2/group/user"];

    protected override string[] MatchUser => ["GET /rest/api/2/user"];

    protected override string[] MatchNobody => ["GET /rest/api/2/user"];

    protected override string[] MatchStranger => ["GET /rest/api/2/user"];

    protected override string[] ReadUser => ["GET /rest/api/2/user"];

    protected override string[] ChangeProductAttribute => ["PUT /rest/api/2/user"];

    protected override string[] ChangeNothing => ["GET /rest/api/2/user"];

    protected override string[] Deactivate => ["PUT /rest/api/2/user"];

    protected override string[] Activate => ["PUT /rest/api/2/user"];

    protected override string[] DeleteUser => ["DELETE /rest/api/2/group/user", "PUT /rest/api/2/user"];

    protected override string[] CreateGroup => ["POST /rest/api/2/group"];

    protected override string[] MatchNoGroup => ["GET /rest/api/2/groups/picker"];

    protected override string[] AddMember => ["POST /rest/api/2/group/user"];

    protected override string[] AddHundredMembers => ["100 × POST /rest/api/2/group/user"];

    protected override string[] RemoveMember => ["DELETE /rest/api/2/group/user"];

    protected override string[] DeleteGroup => ["DELETE /rest/api/2/group"];
}
