namespace Notejam.Sandbox.Secrets;

/// <summary>A rotation failed.</summary>
internal sealed class RotationException(string message) : Exception(message);
