namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>How long the steps of jobs take in AWS's time at least, for a database of this size; the sandbox's time scale shortens them.</summary>
internal static class JobTimes
{
    /// <summary>From asking to beginning; a rule's start window allows AWS far more.</summary>
    public static readonly TimeSpan ToBegin = TimeSpan.FromMinutes(1);

    /// <summary>A backup.</summary>
    public static readonly TimeSpan Backup = TimeSpan.FromMinutes(3);

    /// <summary>A copy into another region.</summary>
    public static readonly TimeSpan Copy = TimeSpan.FromMinutes(4);

    /// <summary>A restored instance until it is available.</summary>
    public static readonly TimeSpan Restore = TimeSpan.FromMinutes(8);

    /// <summary>The removal of a recovery point.</summary>
    public static readonly TimeSpan Delete = TimeSpan.FromMinutes(1);
}
