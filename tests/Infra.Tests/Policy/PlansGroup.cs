namespace Notejam.Infra.Tests.Policy;

/// <summary>The tests that look at the plans: these are made once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class PlansGroup : ICollectionFixture<PlansFixture>
{
    /// <summary>Its name.</summary>
    public const string Name = "plans";
}
