namespace Notejam.Polyfills.Aws.Tests.Snapshot;

public sealed class ApiSnapshotTests
{
    private const string Committed = "Snapshot/api.txt";
    private const string Received = "Snapshot/api.received.txt";

    [Fact]
    public void The_api_is_the_committed_one()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, Committed));
        var listing = ApiListing.Of(GeneratedClient.All);
        var actual = listing.Split('\n')[..^1];
        var received = Path.Combine(AppContext.BaseDirectory, Received);
        File.WriteAllText(received, listing);

        var added = actual.Except(expected).Select(line => "+ " + line);
        var removed = expected.Except(actual).Select(line => "- " + line);
        Assert.True(
            expected.SequenceEqual(actual),
            $"""
            The API of the AWS polyfills differs from tests/Polyfills.Aws.Tests/{Committed}.
            If that is what you want, accept it: cp {received} tests/Polyfills.Aws.Tests/{Committed}
            {string.Join('\n', removed.Concat(added).Take(20))}
            """);
    }
}
