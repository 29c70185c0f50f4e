namespace Notejam.Sandbox.Secrets.Rotating;

/// <summary>A rotation failed.</summary>
internal sealed class RotationException(string message) : Exception(message);
