namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>One peer for all classes that compare with botocore, one call at a time.</summary>
[CollectionDefinition(Name)]
public sealed class PeerCollection : ICollectionFixture<BotocorePeer>
{
    public const string Name = "botocore";
}
