using Npgsql;

namespace Notejam.Configuration;

/// <summary>Where PostgreSQL is and how to enter.</summary>
public sealed record DatabaseOptions(string Host, int Port, string Name, string Username, string Password, SslMode SslMode)
{
    private const int ConnectSeconds = 5;

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
        // No Kerberos here: looking for its library would print an error in an image that has none.
        GssEncryptionMode = GssEncryptionMode.Disable,
        ApplicationName = "notejam",
        // The few queries of the pages are parsed and planned once a connection.
        MaxAutoPrepare = 40,
    }.ConnectionString;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Username}@{Host}:{Port}/{Name}";
}
