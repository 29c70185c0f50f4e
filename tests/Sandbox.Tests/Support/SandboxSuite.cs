namespace Notejam.Sandbox.Tests.Support;

[CollectionDefinition(Name)]
public sealed class SandboxSuite : ICollectionFixture<RunningSandbox>
{
    public const string Name = "a running sandbox";
}
