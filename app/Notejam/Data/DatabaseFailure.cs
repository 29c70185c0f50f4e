using System.Net.Sockets;
using System.Security.Authentication;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Data;

/// <summary>Says in one line why the database could not be used.</summary>
public static class DatabaseFailure
{
    /// <summary>The cause and the remedy; null when the exception does not come from the database.</summary>
    /// <param name="connected">
    /// Whether a connection had come about before: what a database does not answer then is a statement, and its address is not in question.
    /// </param>
    public static string? Explain(Exception exception, DatabaseOptions options, bool connected = false) => exception switch
    {
        PostgresException answer => OfState(answer, options),
        NpgsqlException { InnerException: AuthenticationException } or AuthenticationException =>
            $"the database at {options.Host}:{options.Port} offers no encryption that can be trusted ({Innermost(exception)}): check Database__SslMode and SSL_CERT_FILE.",
        NpgsqlException when exception.Message.StartsWith("The connection pool has been exhausted", StringComparison.Ordinal) =>
            $"all connections of this process to {options.Host}:{options.Port} are in use: look for statements that do not end (pg_stat_activity), and run this again.",
        NpgsqlException or SocketException or TimeoutException => OfConnection(exception, options, connected),
        { InnerException: { } inner } => Explain(inner, options, connected),
        _ => null,
    };

    private static string OfConnection(Exception exception, DatabaseOptions options, bool connected)
    {
        var place = $"{options.Host}:{options.Port}";
        if (exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } unknown)
            return $"the name {options.Host} has no address ({OneLine(unknown.Message)}): check Database__Host and the resolver of this network.";
        // Npgsql's words for a connection that did not come about.
        if (!connected || exception.Message.StartsWith("Failed to connect", StringComparison.Ordinal))
            return $"no database answers at {place} ({Innermost(exception)}): check Database__Host, Database__Port, Database__SslMode and that the network lets this task in.";
        return exception.GetBaseException() is TimeoutException
            ? $"the database at {place} has not answered a statement within {options.CommandSeconds} s: look in pg_stat_activity for what it waits for, and run this again."
            : $"the connection to the database at {place} was lost ({Innermost(exception)}): the server restarts, fails over or ended this session. Look at its events, and run this again.";
    }

    private static string OfState(PostgresException answer, DatabaseOptions options)
    {
        var (place, said) = ($"{options.Host}:{options.Port}", $"{answer.SqlState}: {OneLine(answer.MessageText)}");
        return answer.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"the database at {place} refuses user '{options.Username}' ({OneLine(answer.MessageText)}): check Database__Username and Database__Password.",
            PostgresErrorCodes.InvalidCatalogName => $"the server at {place} has no database '{options.Name}': create it, or check Database__Name.",
            PostgresErrorCodes.CannotConnectNow => $"the database at {place} takes no connections yet ({said}): it starts, stops or recovers. Wait until it is available, and run this again.",
            PostgresErrorCodes.TooManyConnections => $"the database at {place} has no connection left ({said}): end sessions that are not needed (pg_stat_activity) or raise max_connections, and run this again.",
            PostgresErrorCodes.LockNotAvailable => $"another session holds a lock that this needs ({said}): let it finish or end it (pg_stat_activity, pg_locks), and run this again.",
            PostgresErrorCodes.DeadlockDetected => $"another session and this one wait for each other ({said}): run this again; if it comes back, end the other session.",
            PostgresErrorCodes.QueryCanceled => $"the server cancelled a statement ({said}): its statement_timeout has passed or somebody cancelled it. Correct that, and run this again.",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.DatabaseDropped or IdleSessionTimeout or TransactionTimeout or IdleInTransactionTimeout =>
                $"the server at {place} ended this session ({said}): it restarts, fails over, or an administrator or a timeout ended it. Look at its events, and run this again.",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"the database at {place} is read-only ({said}): it is a replica or was one until its DNS name follows a failover, or default_transaction_read_only is on. Check Database__Host, and run this again.",
            PostgresErrorCodes.InsufficientPrivilege => $"user '{options.Username}' lacks a permission ({said}): grant it, or run this as the user that owns the tables.",
            PostgresErrorCodes.DiskFull => $"the disk of the database at {place} is full ({said}): give it more storage, and run this again.",
            PostgresErrorCodes.OutOfMemory => $"the database at {place} has no memory left ({said}): give it more, or lower work_mem and maintenance_work_mem, and run this again.",
            _ when answer.SqlState.StartsWith("08", StringComparison.Ordinal) => $"the connection to the database at {place} was lost ({said}). Run this again.",
            _ => $"the database answered {said}",
        };
    }

    // Npgsql has no names for these.
    private const string IdleInTransactionTimeout = "25P03";
    private const string IdleSessionTimeout = "57P05";
    private const string TransactionTimeout = "25P04";

    private static string Innermost(Exception exception) => OneLine(exception.GetBaseException().Message);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
