using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using Notejam.Hooks.Database;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Tests.Support;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Hooks.Tests.Support;

/// <summary>A PostgreSQL that speaks TLS under an authority of its own, with databases whose master is, as on RDS, no superuser.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Statements of the test's own.")]
public sealed class DatabaseServer : IAsyncLifetime
{
    public const string FirstPassword = "first-password";
    private readonly PostgresServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public int Port => _server.Port;

    /// <summary>The authority's certificate, as a PEM file.</summary>
    public string AuthorityFile => Certificates.Authority;

    /// <summary>Its certificate: good for another server of this machine too.</summary>
    internal TestCertificates Certificates { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        var certificates = TestCertificates.Write(_folder.Path);
        Certificates = certificates;
        await RunAsync("chmod", "600", certificates.Key);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "postgres", _folder.Path);

        await AdministerAsync("postgres", $"ALTER SYSTEM SET ssl_cert_file = '{certificates.Certificate}'", $"ALTER SYSTEM SET ssl_key_file = '{certificates.Key}'", "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
        await Eventually.HoldsAsync("the server speaks TLS", async () =>
        {
            await using var source = NpgsqlDataSource.Create(_server.ConnectionString("postgres"));
            return (string?)await source.CreateCommand("SHOW ssl").ExecuteScalarAsync() == "on";
        });
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete();
    }

    /// <summary>Makes a database and its master, as RDS leaves them.</summary>
    internal async Task<DatabaseAddress> CreateAsync()
    {
        var name = await _server.CreateDatabaseAsync();
        var master = "m" + name[^8..];
        await AdministerAsync("postgres", $"CREATE ROLE {master} LOGIN CREATEDB CREATEROLE PASSWORD '{FirstPassword}'", $"ALTER DATABASE {name} OWNER TO {master}");
        return new DatabaseAddress(name, "127.0.0.1", Port, name, master);
    }

    /// <summary>Lets an AWS set masters' passwords here.</summary>
    internal void Serve(FakeAws aws) => aws.OnQuery("ModifyDBInstance", input =>
    {
        var instance = (string)input["DBInstanceIdentifier"]!;
        AdministerAsync("postgres", $"ALTER ROLE m{instance[^8..]} PASSWORD '{(string)input["MasterUserPassword"]!}'").GetAwaiter().GetResult();
        return new XElement("Result", new XElement("DBInstance", new XElement("DBInstanceIdentifier", instance)));
    });

    /// <summary>Runs statements as a user, in the role that the server gives him.</summary>
    internal async Task<object?> RunAsync(DatabaseAddress address, DatabaseCredentials user, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(Connection(address.Name, user.Username, user.Password));
        object? result = null;
        foreach (var statement in statements) result = await source.CreateCommand(statement).ExecuteScalarAsync();
        return result;
    }

    /// <summary>Opens a session that stays.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(DatabaseAddress address, DatabaseCredentials user)
    {
        var connection = new NpgsqlConnection(Connection(address.Name, user.Username, user.Password));
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(ProcessCommand.Of(program, arguments));
        if (!result.Succeeded) throw new InvalidOperationException(result.Error);
    }

    private async Task AdministerAsync(string database, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString(database));
        foreach (var statement in statements) await source.CreateCommand(statement).ExecuteNonQueryAsync();
    }

    private string Connection(string database, string username, string password) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = username, Password = password, Pooling = false }.ConnectionString;
}
