using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Secrets.Model;

/// <summary>How a secret is rotated, and the rotation that is under way.</summary>
public sealed class Rotation
{
    public required string SecretArn { get; init; }

    public required string Region { get; init; }

    /// <summary>The rotation function.</summary>
    public required string FunctionArn { get; set; }

    /// <summary>RotationRules as they were given.</summary>
    public required JsonObject Rules { get; set; }

    /// <summary>Whether it is rotated by itself.</summary>
    public bool Enabled { get; set; }

    public DateTimeOffset? LastRotatedAt { get; set; }

    /// <summary>When it is due; null when it is not rotated by itself.</summary>
    public DateTimeOffset? NextRotationAt { get; set; }

    /// <summary>The rotation under way, or the one that failed and whose version is still pending; null for none.</summary>
    public RotationRun? Run { get; set; }

    /// <summary>Why the last rotation failed; null when it did not.</summary>
    public string? LastError { get; set; }
}
