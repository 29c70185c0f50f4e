namespace Notejam.Tests.Servers;

/// <summary>Classes of this collection share one <see cref="NotejamFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class NotejamSuite : ICollectionFixture<NotejamFixture>
{
    public const string Name = "A running Notejam";
}
