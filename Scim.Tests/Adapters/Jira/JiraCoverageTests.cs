using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Jira;

public sealed class JiraCoverageTests : CoverageContract;
