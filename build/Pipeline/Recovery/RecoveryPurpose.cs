namespace Notejam.Pipeline.Recovery;

/// <summary>What Notejam is recovered for.</summary>
public enum RecoveryPurpose
{
    /// <summary>To prove that it can be; all of it is taken down again.</summary>
    Drill,

    /// <summary>To serve, until the primary region serves again.</summary>
    Failover,
}
