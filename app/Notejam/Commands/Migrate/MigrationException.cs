namespace Notejam.Commands.Migrate;

/// <summary>The database cannot be migrated; the message tells cause, state and remedy in one line.</summary>
internal sealed class MigrationException : Exception
{
    public MigrationException(string message) : base(message)
    {
    }

    public MigrationException(string message, Exception inner) : base(message, inner)
    {
    }
}
