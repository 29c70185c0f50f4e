namespace Notejam.Commands.Migrate;

/// <summary>Statements that take effect together.</summary>
/// <param name="First">The number of the first of them in its migration, from 1.</param>
internal sealed record MigrationPart(int First, IReadOnlyList<MigrationStatement> Statements)
{
    /// <summary>One statement that PostgreSQL takes outside a transaction only.</summary>
    public bool OutsideTransaction => Statements[0].OutsideTransaction;

    /// <summary>
    /// Whether a wait for a lock may be given up and begun again: a statement that works CONCURRENTLY blocks no session while it waits,
    /// but leaves an invalid index when it is broken off.
    /// </summary>
    public bool GivesWay => !Statements.Any(statement => statement.IsConcurrent);
}
