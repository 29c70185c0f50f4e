namespace Notejam.Pipeline.Drill;

/// <summary>The one-off task that lets the drill's user in.</summary>
internal static class DrillTask
{
    /// <summary>Marks its tasks.</summary>
    public const string StartedBy = "notejam-drill";
}
