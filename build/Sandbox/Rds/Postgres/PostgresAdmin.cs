using Npgsql;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>What RDS does inside a server, as its superuser over the local socket.</summary>
internal static class PostgresAdmin
{
    // A role like rds_superuser: it may watch, signal and checkpoint, but not reach the machine below.
    private const string CreateAdministrators = """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_superuser') THEN
            CREATE ROLE rds_superuser NOLOGIN;
            GRANT pg_monitor, pg_signal_backend, pg_read_all_data TO rds_superuser WITH ADMIN OPTION;
          END IF;
        END $$
        """;

    /// <summary>Makes the master user (CREATEDB, CREATEROLE, rds_superuser; not a superuser) or sets its password.</summary>
    public static async Task SetMasterAsync(string socketFolder, int port, string user, string password, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(socketFolder, port, cancellationToken);
        await ExecuteAsync(connection, CreateAdministrators, cancellationToken);
        var exists = await ScalarAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", cancellationToken, user) is not null;
        await ExecuteFormattedAsync(connection, exists
            ? "SELECT format('ALTER ROLE %I PASSWORD %L', $1, $2)"
            : "SELECT format('CREATE ROLE %I LOGIN CREATEDB CREATEROLE PASSWORD %L IN ROLE rds_superuser', $1, $2)", cancellationToken, user, password);
        if (!exists) await ExecuteFormattedAsync(connection, "SELECT format('ALTER DATABASE postgres OWNER TO %I', $1)", cancellationToken, user);
    }

    /// <summary>Makes a database that the user owns, unless it is there.</summary>
    public static async Task EnsureDatabaseAsync(string socketFolder, int port, string database, string owner, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(socketFolder, port, cancellationToken);
        if (await ScalarAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", cancellationToken, database) is not null) return;
        await ExecuteFormattedAsync(connection, "SELECT format('CREATE DATABASE %I OWNER %I', $1, $2)", cancellationToken, database, owner);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string socketFolder, int port, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Port = port,
            Username = PostgresConfiguration.Superuser,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // Statements that define roles take no parameters: the server itself quotes them.
    private static async Task ExecuteFormattedAsync(NpgsqlConnection connection, string format, CancellationToken cancellationToken, params string[] values)
    {
        var statement = (string)(await ScalarAsync(connection, format, cancellationToken, values))!;
        await ExecuteAsync(connection, statement, cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query, CancellationToken cancellationToken, params string[] values)
    {
        await using var command = new NpgsqlCommand(query, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants, and statements that the server quoted.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
