using System.Net.Sockets;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Data;

/// <summary>Says in one line why the database could not be used.</summary>
public static class DatabaseFailure
{
    /// <summary>The cause and the remedy; null when the exception does not come from the database.</summary>
    public static string? Explain(Exception exception, DatabaseOptions options) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"the database at {options.Host}:{options.Port} refuses user '{options.Username}' ({refused.MessageText}): check Database__Username and Database__Password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"the server at {options.Host}:{options.Port} has no database '{options.Name}': create it, or check Database__Name.",
        PostgresException failed => $"the database answered {failed.SqlState}: {failed.MessageText}",
        NpgsqlException or SocketException or TimeoutException =>
            $"no database answers at {options.Host}:{options.Port} ({Innermost(exception)}): check Database__Host, Database__Port, Database__SslMode and that the network lets this task in.",
        { InnerException: { } inner } => Explain(inner, options),
        _ => null,
    };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.ReplaceLineEndings(" ");
}
