namespace Notejam.Pipeline.Backup.Verification;

/// <summary>A key.</summary>
/// <param name="State">AWS's word for its state, or why it could not be looked at.</param>
/// <param name="IsOurs">Whether it is one that we manage.</param>
public sealed record ObservedKey(string State, bool IsOurs);
