namespace Notejam.Sandbox.Tests.Ecs;

/// <summary>Tests with real containers share one sandbox and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class EcsCollection : ICollectionFixture<EcsHarness>
{
    public const string Name = "containers";
}
