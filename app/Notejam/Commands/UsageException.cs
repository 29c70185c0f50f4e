namespace Notejam.Commands;

/// <summary>The command line is not one that Notejam knows.</summary>
public sealed class UsageException(string message) : Exception(message);
