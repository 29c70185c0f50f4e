using Xunit.Abstractions;

// Two stories at a time, whatever the number of processors: most of their time they wait for what AWS takes its time for.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("Notejam.EndToEnd.Support.LongestFirst", "Notejam.EndToEnd")]

namespace Notejam.EndToEnd.Support;

/// <summary>Begins with the long stories; the short ones are told beside the end of these.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["RecoveryTests", "DeployTests"];

    /// <inheritdoc />
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length);
}
