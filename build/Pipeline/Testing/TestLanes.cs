namespace Notejam.Pipeline.Testing;

/// <summary>Which test projects run beside which: much of their time they wait for servers. Pure.</summary>
internal static class TestLanes
{
    // One after the other: what one of them does to the Docker engine and its networks, the others would notice. The whole
    // pipeline comes after its parts, so that what is wrong with a part is told by the part first.
    private static readonly string[] OfTheEngine = ["Machine.Tests", "Sandbox.Tests", "EndToEnd"];

    /// <summary>The lanes, side by side; of a lane the projects, one after the other.</summary>
    /// <param name="projects">All of them, in order.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<string> projects)
    {
        string[][] lanes = [[.. OfTheEngine.Where(projects.Contains)], [.. projects.Except(OfTheEngine)]];
        return [.. lanes.Where(lane => lane.Length > 0)];
    }
}
