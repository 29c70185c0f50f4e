namespace Notejam.Pipeline.Tools;

/// <summary>The program that a profile gets its credentials from gives none; the message says why, and quotes nothing of what it printed as its answer.</summary>
public sealed class CredentialProcessException(string message, Exception? inner = null) : Exception(message, inner);
