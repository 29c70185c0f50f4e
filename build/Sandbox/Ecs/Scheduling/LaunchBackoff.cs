namespace Notejam.Sandbox.Ecs.Scheduling;

/// <summary>How long a task set waits before it tries again to start tasks that die at once.</summary>
internal static class LaunchBackoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>From this many failures in a row on, the service says that it cannot start tasks.</summary>
    public const int WorthAnEvent = 3;

    /// <summary>The wait after so many failures in a row; real time. The first one is forgiven.</summary>
    public static TimeSpan After(int failuresInARow)
    {
        if (failuresInARow <= 1) return TimeSpan.Zero;
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failuresInARow - 2, 10)));
        return wait < Longest ? wait : Longest;
    }
}
