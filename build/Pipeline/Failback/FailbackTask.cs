namespace Notejam.Pipeline.Failback;

/// <summary>The one-off tasks that carry a database's content out and in.</summary>
internal static class FailbackTask
{
    /// <summary>Marks them.</summary>
    public const string StartedBy = "notejam-failback";

    /// <summary>How long a whole database may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(6);
}
