using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Notejam.Hooks.Database;

/// <summary>
/// Roles in the database, set up by the master user. Two users take turns, and everything belongs to a third role that both
/// act as: PostgreSQL lets nobody make another a member of himself, so that the one user could never be the other.
/// </summary>
[SuppressMessage("Security", "CA2100", Justification = "Constants, and statements that the server quoted.")]
internal static class DatabaseRoles
{
    /// <summary>Makes the owner and gives it what the master owns. May be called again.</summary>
    /// <param name="connection">The master's.</param>
    public static async Task PrepareAsync(NpgsqlConnection connection, DatabaseAddress address, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAsync(connection, cancellationToken);
        if (!await ExistsAsync(connection, address.OwnerRole, cancellationToken)) await RunAsync(connection, "CREATE ROLE %I NOLOGIN", [address.OwnerRole], cancellationToken);
        // From version 16 on the maker of a role may only give it away, until he gives it to himself.
        await RunAsync(connection, connection.PostgreSqlVersion.Major >= 16 ? "GRANT %I TO %I WITH INHERIT TRUE, SET TRUE" : "GRANT %I TO %I", [address.OwnerRole, address.Master], cancellationToken);
        await ActAsOwnerAsync(connection, address.Master, address, cancellationToken);
        if (await OwnsAsync(connection, address.Master, cancellationToken)) await RunAsync(connection, "REASSIGN OWNED BY %I TO %I", [address.Master, address.OwnerRole], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Makes the second user, or gives it another password. May be called again.</summary>
    /// <param name="connection">The master's, after <see cref="PrepareAsync"/>.</param>
    public static async Task SetCloneAsync(NpgsqlConnection connection, DatabaseAddress address, string password, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var exists = await ExistsAsync(connection, address.CloneUser, cancellationToken);
        await RunAsync(connection, exists ? "ALTER ROLE %I LOGIN PASSWORD %L" : "CREATE ROLE %I LOGIN PASSWORD %L", [address.CloneUser, ScramVerifier.Create(password)], cancellationToken);
        await RunAsync(connection, "GRANT %I TO %I", [address.OwnerRole, address.CloneUser], cancellationToken);
        await ActAsOwnerAsync(connection, address.CloneUser, address, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The tables that whoever is signed in cannot read.</summary>
    public static async Task<long> CountUnreadableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>As the master himself, who else acts as the owner; and not for long behind the application's locks.</summary>
    private static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SET LOCAL ROLE NONE; SET LOCAL lock_timeout = '10s'", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    private static Task ActAsOwnerAsync(NpgsqlConnection connection, string user, DatabaseAddress address, CancellationToken cancellationToken) =>
        RunAsync(connection, "ALTER ROLE %I IN DATABASE %I SET role = %L", [user, address.Name, address.OwnerRole], cancellationToken);

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", [role], cancellationToken) is not null;

    private static async Task<bool> OwnsAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, """
            SELECT 1 FROM pg_catalog.pg_shdepend
            WHERE deptype = 'o' AND refclassid = 'pg_catalog.pg_authid'::regclass AND refobjid = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = $1)
              AND dbid IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
            LIMIT 1
            """, [role], cancellationToken) is not null;

    // Statements that define roles take no parameters: the server itself quotes them.
    private static async Task RunAsync(NpgsqlConnection connection, string format, string[] values, CancellationToken cancellationToken)
    {
        var parameters = string.Join(", ", values.Select((_, index) => $"${index + 2}"));
        var statement = (string)(await ScalarAsync(connection, $"SELECT format($1, {parameters})", [format, .. values], cancellationToken))!;
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query, string[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(query, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
