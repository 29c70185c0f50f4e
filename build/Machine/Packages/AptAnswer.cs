namespace Notejam.Machine.Packages;

/// <summary>What a failed apt-get asks for.</summary>
public enum AptAnswer
{
    /// <summary>Nothing that could be tried.</summary>
    Failed,

    /// <summary>The package lists are absent or stale: update them.</summary>
    ListsOutOfDate,

    /// <summary>Another apt holds a lock: wait.</summary>
    Locked,

    /// <summary>An earlier installation was cut off: let dpkg finish it.</summary>
    Interrupted,
}
