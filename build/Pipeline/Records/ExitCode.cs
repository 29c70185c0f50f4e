namespace Notejam.Pipeline.Records;

/// <summary>How a run of the build ended, as its caller sees it. From 128 on: broken off by a signal, as shells count (128 and its number).</summary>
public enum ExitCode
{
    /// <summary>What was asked for is done.</summary>
    Done = 0,

    /// <summary>It failed.</summary>
    Failed = 1,

    /// <summary>The request was wrong: an option, a target, a value, or a confirmation that is missing. Nothing was begun.</summary>
    WrongRequest = 2,

    /// <summary>Broken off by SIGHUP: the terminal was closed.</summary>
    HungUp = 129,

    /// <summary>Broken off by SIGINT: Ctrl-C.</summary>
    Interrupted = 130,

    /// <summary>Broken off by SIGTERM.</summary>
    Terminated = 143,
}
