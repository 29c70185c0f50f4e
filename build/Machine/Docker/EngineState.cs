namespace Notejam.Machine.Docker;

/// <summary>What a Docker endpoint does when it is asked.</summary>
public enum EngineState
{
    /// <summary>It answers.</summary>
    Answers,

    /// <summary>There is no socket, or no such host.</summary>
    Absent,

    /// <summary>The socket is there but nobody listens.</summary>
    Refused,

    /// <summary>The socket is there but this user may not use it.</summary>
    NoPermission,

    /// <summary>Something listens but gives no proper answer in time.</summary>
    Mute,
}
