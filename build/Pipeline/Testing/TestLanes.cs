namespace Notejam.Pipeline.Testing;

/// <summary>Which test projects run beside which: most of their time they wait for servers. Pure.</summary>
internal static class TestLanes
{
    /// <summary>The tests of the whole pipeline: alone, and only after those of its parts.</summary>
    public const string Last = "EndToEnd";

    // One after the other: what one of them does to the Docker engine and its networks, the other would notice.
    private static readonly string[] OfTheEngine = ["Machine.Tests", "Sandbox.Tests"];

    /// <summary>Rounds, one after the other; of a round the lanes, side by side; of a lane the projects, one after the other.</summary>
    /// <param name="projects">All of them, in order.</param>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Of(IReadOnlyList<string> projects)
    {
        string[][] parts = [[.. projects.Where(OfTheEngine.Contains)], [.. projects.Where(project => !OfTheEngine.Contains(project) && project != Last)]];
        string[][] whole = [[.. projects.Where(project => project == Last)]];
        return [.. new[] { parts, whole }.Select(round => round.Where(lane => lane.Length > 0).ToList()).Where(round => round.Count > 0)];
    }
}
