namespace Notejam.Commands.Migrate;

/// <summary>A migration that the database does not have yet.</summary>
/// <param name="Id">As EF names it.</param>
/// <param name="Statements">What it does, its entry in the history included.</param>
internal sealed record PendingMigration(string Id, IReadOnlyList<MigrationStatement> Statements)
{
    /// <summary>
    /// The statements that take effect together: those between two that suppress the transaction, or one of these alone. A migration
    /// that suppresses none is one part, and is applied as a whole or not at all.
    /// </summary>
    public IEnumerable<MigrationPart> Parts
    {
        get
        {
            var together = new List<MigrationStatement>();
            var first = 1;
            foreach (var statement in Statements)
            {
                if (statement.OutsideTransaction && together.Count > 0)
                {
                    yield return new MigrationPart(first, together);
                    (first, together) = (first + together.Count, []);
                }

                together.Add(statement);
                if (!statement.OutsideTransaction) continue;
                yield return new MigrationPart(first, together);
                (first, together) = (first + together.Count, []);
            }

            if (together.Count > 0) yield return new MigrationPart(first, together);
        }
    }
}
