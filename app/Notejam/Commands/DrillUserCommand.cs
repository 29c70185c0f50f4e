using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Notejam.Accounts;
using Notejam.Configuration;
using Notejam.Data;
using Npgsql;

namespace Notejam.Commands;

/// <summary>Lets the drill's user in: in a restored copy only, which is told by its sealed mail.</summary>
public static class DrillUserCommand
{
    private const string LetIn = """
        INSERT INTO users (email, password_hash, created_at) VALUES ($1, $2, now())
        ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash, session_stamp = gen_random_uuid()
        RETURNING id
        """;

    // By the name that the canary gives its note: this drill's own notes have others.
    private const string Newest = """
        SELECT n.id, c.id FROM notes n JOIN delivery.canary c ON n.name = 'Canary ' || c.id WHERE n.user_id = $1 ORDER BY c.written_at DESC LIMIT 1
        """;

    /// <summary>Sets the password that belongs to a drill and prints <c>{"drillUser": {"email", "canary": {"id", "noteId"}}}</c>; returns the exit code.</summary>
    /// <param name="drillId">The drill.</param>
    /// <exception cref="UsageException">Mail is not sealed: this is no restored copy.</exception>
    public static Task<int> RunAsync(string drillId)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var (isSealed, password) = (reader.Flag("Mail:Sealed", fallback: false), reader.Required("Database:Password"));
        if (!isSealed) throw new UsageException("drill-user is for a restored copy, and this is none: there Mail__Sealed is true");
        return DatabaseCommand.RunAsync("let the drill's user in", async (database, cancellationToken) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var letIn = new NpgsqlCommand(LetIn, connection)
            {
                Parameters = { new() { Value = DrillUser.Email }, new() { Value = new PasswordHasher<User>().HashPassword(null!, DrillUser.PasswordOf(drillId, password)) } },
            };
            var userId = (long)(await letIn.ExecuteScalarAsync(cancellationToken))!;
            return JsonSerializer.Serialize(new { drillUser = new { email = DrillUser.Email, canary = await FindCanaryAsync(connection, userId, cancellationToken) } });
        });
    }

    private static async Task<object?> FindCanaryAsync(NpgsqlConnection connection, long userId, CancellationToken cancellationToken)
    {
        await using (var table = new NpgsqlCommand("SELECT to_regclass('delivery.canary') IS NULL", connection))
            if ((bool)(await table.ExecuteScalarAsync(cancellationToken))!) return null;
        await using var newest = new NpgsqlCommand(Newest, connection) { Parameters = { new() { Value = userId } } };
        await using var row = await newest.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new { id = row.GetGuid(1), noteId = row.GetInt64(0) } : null;
    }
}
