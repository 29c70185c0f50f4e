namespace Notejam.AccessControl.Tests.Peer;

/// <summary>Decisions about thousands of generated policies and requests are those of an evaluator that nobody here wrote.</summary>
public sealed class PeerTests
{
    [Fact]
    public async Task Decisions_are_those_of_the_peer()
    {
        var recorded = await File.ReadAllTextAsync(PeerAnswers.Path);
        var cases = PeerAnswers.Cases();

        Assert.True(PeerAnswers.Hash(cases) == recorded.Split('\n')[1], "The generator makes other cases than the recorded ones. Record the answers again: see build/AccessControl/README.md.");
        AssertSame(cases, PeerAnswers.Letters(recorded));
        // Decisions of every outcome, and none of them by far the most.
        Assert.All("AIE", outcome => Assert.InRange(PeerAnswers.Letters(recorded).Count(letter => letter == outcome), PeerAnswers.Count / 8, PeerAnswers.Count * 2 / 3));
    }

    private static void AssertSame(List<PeerCase> cases, string theirs)
    {
        Assert.Equal(cases.Count, theirs.Length);
        var different = cases.Zip(theirs).Where(pair => PeerAnswers.Letter(pair.First) != pair.Second.ToString()).ToList();
        Assert.True(different.Count == 0, $"{different.Count} of {cases.Count} differ:\n{string.Join('\n', different.Take(3).Select(pair => $"ours {pair.First.Decide().Message}\ntheirs {pair.Second}\n{pair.First.ToJson()}"))}");
    }
}
