namespace Notejam.Sandbox.Lambda.Running;

/// <summary>The code has nothing that can be run.</summary>
internal sealed class InvalidEntryPointException(string message) : Exception(message);
