namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>Who uses a sandbox: a run of the build.</summary>
/// <param name="Folder">The clone's folder.</param>
/// <param name="Command">What was typed, without values: they may be secret.</param>
public sealed record SandboxUser(string Folder, string Command);
