namespace Notejam.Sandbox.Host;

/// <summary>A server of the sandbox as it stands.</summary>
public sealed record ManagedProcessStatus(string Name, int ProcessId, bool Running, string LogFile);
