using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Confluence;

public sealed class ConfluenceCoverageTests : CoverageContract;
