using System.Globalization;
using System.Text;

namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>The text of a server's configuration files.</summary>
internal static class PostgresConfiguration
{
    /// <summary>The bootstrap superuser: like on AWS it exists and nobody can log in with it over the network.</summary>
    public const string Superuser = "rdsadmin";

    // What the sandbox decides itself: addresses, files, durability, and sizes that suit a laptop.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "listen_addresses", "port", "unix_socket_directories", "ssl", "ssl_cert_file", "ssl_key_file", "hba_file", "ident_file",
        "data_directory", "config_file", "password_encryption", "shared_buffers", "fsync", "full_page_writes", "wal_level",
        "max_wal_senders", "min_wal_size", "max_wal_size", "huge_pages", "logging_collector", "log_directory", "log_filename",
        "archive_mode", "archive_command", "shared_preload_libraries",
    };

    /// <summary>The settings file; the parameter group's values come first, so that the sandbox's own win.</summary>
    /// <param name="known">The parameters that this server version has; others would keep it from starting.</param>
    public static string Settings(PostgresServer server, string gateway, string socketFolder, IReadOnlySet<string> known)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in server.Parameters.Where(pair => IsApplied(pair.Key, pair.Value, known)))
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{Quote(value)}'\n");
        text.Append(CultureInfo.InvariantCulture, $"""
            listen_addresses = '127.0.0.1,{gateway}'
            port = {server.Port}
            unix_socket_directories = '{socketFolder}'
            unix_socket_permissions = 0700
            ssl = on
            ssl_cert_file = 'server.crt'
            ssl_key_file = 'server.key'
            password_encryption = 'scram-sha-256'
            shared_buffers = '16MB'
            huge_pages = off
            wal_level = replica
            min_wal_size = '32MB'
            max_wal_size = '256MB'
            log_line_prefix = '%t [%p] %u@%d '

            """);
        return text.ToString();
    }

    private static string Quote(string value) => value.Replace("'", "''", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>Who may connect: everybody over TLS with a password; the superuser over the local socket only.</summary>
    public static string HostBasedAuthentication(bool forceSsl) => $"""
        local   all,replication  {Superuser}  trust
        host    all              {Superuser}  all  reject
        hostssl all              all          all  scram-sha-256
        {(forceSsl ? "hostnossl" : "host     ")} all            all          all  {(forceSsl ? "reject" : "scram-sha-256")}

        """;

    /// <summary>Whether a parameter of a group reaches the server. Formulas ({DBInstanceClassMemory/…}) are sizes of AWS's machines.</summary>
    public static bool IsApplied(string name, string value, IReadOnlySet<string> known) =>
        known.Contains(name.ToLowerInvariant()) && !Reserved.Contains(name) && !value.Contains('{', StringComparison.Ordinal);
}
