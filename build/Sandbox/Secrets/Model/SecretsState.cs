namespace Notejam.Sandbox.Secrets.Model;

/// <summary>What is kept about rotations, as it is on disk. The secrets themselves are the emulator's.</summary>
public sealed class SecretsState
{
    /// <summary>Rotations by the secret's ARN.</summary>
    public SortedDictionary<string, Rotation> Rotations { get; init; } = new(StringComparer.Ordinal);
}
