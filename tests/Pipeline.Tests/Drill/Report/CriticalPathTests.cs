using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;
using static Notejam.Pipeline.Tests.Recovery.RecoverySamples;

namespace Notejam.Pipeline.Tests.Drill.Report;

public sealed class CriticalPathTests
{
    public static TheoryData<string, string, string> Graphs => new()
    {
        { "nothing", "", "" },
        { "one step", "application 0 5", "application" },
        { "the longer side of a diamond", "point 0 1, restore 1 9 point, infrastructure 0 3, rollout 9 12 restore infrastructure, application 12 13 rollout", "point restore rollout application" },
        { "the other side", "point 0 1, restore 1 4 point, infrastructure 0 8, rollout 8 12 restore infrastructure, application 12 13 rollout", "infrastructure rollout application" },
        { "beside it something longer that nobody needs", "point 0 1, data 1 60 point, application 1 2 point", "point application" },
        { "the end was never reached", "point 0 1, restore 1 2 point", "" },
        { "a need that was never reached", "application 3 4 rollout", "application" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void The_path_goes_back_over_the_need_that_ended_last(string what, string graph, string path)
    {
        Assert.NotEmpty(what);
        Assert.Equal(path, string.Join(' ', CriticalPath.To(Read(graph), "application")));
    }

    private static List<RecoveryStep> Read(string graph) => [.. graph.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' ')).Select(words =>
        new RecoveryStep(words[0], RecoveryStepOutcome.Done, Now.AddSeconds(int.Parse(words[1])), int.Parse(words[2]) - int.Parse(words[1]), words[3..], "done"))];
}
