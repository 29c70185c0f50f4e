using Npgsql;

namespace Notejam.Configuration;

/// <summary>Where PostgreSQL is and how to enter.</summary>
public sealed record DatabaseOptions(string Host, int Port, string Name, string Username, string Password, SslMode SslMode)
{
    /// <summary>What a statement of a page may take, in seconds.</summary>
    public const int DefaultCommandSeconds = 30;

    /// <summary>What a statement may take that handles a whole table, in seconds.</summary>
    public const int LongCommandSeconds = 3600;

    /// <summary>What a command may wait for a connection, in seconds: a server that has just been restored answers late, and no page waits for it.</summary>
    public const int PatientConnectSeconds = 30;

    /// <summary>How long a connection may take to come about, in seconds; one that is refused ends at once.</summary>
    public int ConnectSeconds { get; init; } = 5;

    /// <summary>How long a statement may take, in seconds; 0: as long as it needs.</summary>
    public int CommandSeconds { get; init; } = DefaultCommandSeconds;

    /// <summary>What the sessions call themselves in <c>pg_stat_activity</c>.</summary>
    public string ApplicationName { get; init; } = "notejam";

    /// <summary>Settings that each session begins with, as libpq's <c>options</c> has them; they win over those of the role.</summary>
    public string? SessionSettings { get; init; }

    /// <summary>Reads Database__*.</summary>
    public static DatabaseOptions Read(SettingsReader settings) => new(
        settings.Required("Database:Host"),
        settings.Port("Database:Port", 5432),
        settings.Required("Database:Name"),
        settings.Required("Database:Username"),
        settings.Required("Database:Password"),
        settings.Choice("Database:SslMode", SslMode.Prefer));

    /// <summary>Npgsql's connection string. A secret: it contains the password.</summary>
    public string ToConnectionString() => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = Name,
        Username = Username,
        Password = Password,
        SslMode = SslMode,
        Timeout = ConnectSeconds,
        CommandTimeout = CommandSeconds,
        // No Kerberos here: looking for its library would print an error in an image that has none.
        GssEncryptionMode = GssEncryptionMode.Disable,
        ApplicationName = ApplicationName,
        Options = SessionSettings,
        // A statement that runs for an hour sends nothing meanwhile: a server that is no longer there must be noticed all the same.
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
        // The few queries of the pages are parsed and planned once a connection.
        MaxAutoPrepare = 40,
    }.ConnectionString;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Username}@{Host}:{Port}/{Name}";
}
