namespace Notejam.Pipeline.Testing;

/// <summary>Which test projects run beside which: much of their time they wait for servers. Pure.</summary>
internal static class TestLanes
{
    // What brings the Docker engine up and down comes before the whole pipeline, which needs it for the longest time of all.
    private static readonly string[] OfTheEngine = ["Machine.Tests", "EndToEnd"];

    // The parts come before the sandbox of them, so that what is wrong with a part is told by the part first. Its sandboxes
    // beside the whole pipeline's: each holds the engine, so that the other's end does not take it away.
    private const string Last = "Sandbox.Tests";

    /// <summary>The lanes, side by side; of a lane the projects, one after the other.</summary>
    /// <param name="projects">All of them, in order.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<string> projects)
    {
        string[][] lanes = [[.. OfTheEngine.Where(projects.Contains)], [.. projects.Except(OfTheEngine).OrderBy(project => project == Last)]];
        return [.. lanes.Where(lane => lane.Length > 0)];
    }
}
