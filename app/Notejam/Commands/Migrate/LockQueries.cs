using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>Asks the database who waits for whom.</summary>
internal static class LockQueries
{
    // An answer that comes late says nothing about now.
    private const int Seconds = 5;

    private const string SessionColumns = "a.pid, a.application_name, a.usename::text, a.client_addr::text, a.backend_type, a.state, a.state_change, a.xact_start, a.query_start";

    private const string Waited = """
        SELECT CASE WHEN l.relation IS NOT NULL THEN l.relation::regclass::text ELSE 'a ' || l.locktype END
        FROM pg_locks l WHERE l.pid = $1 AND NOT l.granted LIMIT 1
        """;

    private const string Holders = $"""
        SELECT b.pid, {SessionColumns} FROM (SELECT DISTINCT unnest(pg_blocking_pids($1)) AS pid) b LEFT JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY 1
        """;

    private const string Blocked = "SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND $1 = ANY (pg_blocking_pids(pid))";

    private const string AdvisoryHolders = $"""
        SELECT l.pid, {SessionColumns} FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = $1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    /// <summary>What the session of a process waits for.</summary>
    public static async Task<LockWait> WaitOfAsync(NpgsqlConnection connection, int pid, CancellationToken cancellationToken)
    {
        var holders = await SessionsAsync(connection, Holders, pid, cancellationToken);
        return new LockWait(
            holders.Count == 0 ? null : await ScalarAsync<string>(connection, Waited, pid, cancellationToken), holders,
            await ScalarAsync<int>(connection, Blocked, pid, cancellationToken));
    }

    /// <summary>Who holds an advisory lock.</summary>
    public static Task<IReadOnlyList<DatabaseSession>> HoldersOfAsync(NpgsqlConnection connection, long advisoryLock, CancellationToken cancellationToken) =>
        SessionsAsync(connection, AdvisoryHolders, advisoryLock, cancellationToken);

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, object parameter, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, parameter);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    private static async Task<IReadOnlyList<DatabaseSession>> SessionsAsync(NpgsqlConnection connection, string sql, object parameter, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, parameter);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<DatabaseSession>();
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        DateTime? Moment(int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
        while (await row.ReadAsync(cancellationToken))
            sessions.Add(new DatabaseSession(row.GetInt32(0), Text(2), Text(3), Text(4), Text(5), Text(6), Moment(7), Moment(8), Moment(9)));
        return sessions;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object parameter) =>
        new(sql, connection) { CommandTimeout = Seconds, Parameters = { new() { Value = parameter } } };
}
