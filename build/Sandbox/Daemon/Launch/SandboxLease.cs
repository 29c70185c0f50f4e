namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>A run's claim on the sandbox: it lasts as long as the run's process.</summary>
/// <param name="ProcessId">The run's process.</param>
/// <param name="StartTicks">Its start: a process id that was used again is not the run.</param>
/// <param name="Folder">The clone that it runs in.</param>
/// <param name="Command">What it does.</param>
/// <param name="Since">When it turned to the sandbox.</param>
/// <param name="Version">The sandbox's version in that clone.</param>
public sealed record SandboxLease(int ProcessId, long StartTicks, string Folder, string Command, DateTimeOffset Since, string Version);
