using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Notejam.Data;

namespace Notejam.Commands.Migrate;

/// <summary>
/// Reads which migrations the database lacks, as the statements that EF makes of them. EF's own <c>MigrateAsync</c> would run all of
/// them in one transaction, and begin it with an exclusive lock on the history that the readiness of every task reads: for as long as
/// that takes, no task would be ready.
/// </summary>
internal static class PendingMigrations
{
    /// <summary>Reads them, oldest first.</summary>
    /// <exception cref="MigrationException">The model has changes that no migration makes.</exception>
    public static async Task<IReadOnlyList<PendingMigration>> ReadAsync(NotejamDbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.HasPendingModelChanges())
            throw new MigrationException("the model has changes that no migration makes: add one (dotnet ef migrations add), and deliver again.");
        var (history, assembly) = (context.GetService<IHistoryRepository>(), context.GetService<IMigrationsAssembly>());
        // Npgsql's history repository says of every database that it has one.
        var hasHistory = (await context.Database.SqlQueryRaw<bool>($"""SELECT to_regclass('"{HistoryRepository.DefaultTableName}"') IS NOT NULL AS "Value" """).ToListAsync(cancellationToken)).Single();
        var applied = hasHistory ? (await history.GetAppliedMigrationsAsync(cancellationToken)).Select(row => row.MigrationId).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        var pending = assembly.Migrations.Where(migration => !applied.Contains(migration.Key)).OrderBy(migration => migration.Key, StringComparer.OrdinalIgnoreCase)
            .Select(migration => new PendingMigration(migration.Key, Statements(context, migration.Key, assembly.CreateMigration(migration.Value, context.Database.ProviderName!), history))).ToList();
        if (!hasHistory && pending is [var first, ..])
            pending[0] = first with { Statements = [new MigrationStatement(history.GetCreateIfNotExistsScript()), .. first.Statements] };
        return pending;
    }

    private static IReadOnlyList<MigrationStatement> Statements(NotejamDbContext context, string id, Migration migration, IHistoryRepository history)
    {
        var model = migration.TargetModel is IMutableModel mutable ? mutable.FinalizeModel() : migration.TargetModel;
        var target = context.GetService<IModelRuntimeInitializer>().Initialize(model, designTime: true, validationLogger: null);
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, target);
        var entry = history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion()));
        return [.. commands.Select(command => new MigrationStatement(command.CommandText, command.TransactionSuppressed)), new MigrationStatement(entry)];
    }
}
