using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using Notejam.Configuration;
using Notejam.Data;
using Npgsql;

namespace Notejam.Tests.Data;

public sealed class DatabaseFailureTests
{
    private static readonly DatabaseOptions Options = new("db", 5432, "notejam", "ann", "secret", SslMode.Require);

    public static TheoryData<Exception, bool, string> Causes => new()
    {
        { Answer(PostgresErrorCodes.InvalidPassword), false, "refuses user 'ann' (said): check Database__Username and Database__Password." },
        { Answer(PostgresErrorCodes.InvalidAuthorizationSpecification), false, "refuses user 'ann'" },
        { Answer(PostgresErrorCodes.InvalidCatalogName), false, "the server at db:5432 has no database 'notejam'" },
        { Answer(PostgresErrorCodes.CannotConnectNow), false, "takes no connections yet (57P03: said)" },
        { Answer(PostgresErrorCodes.TooManyConnections), false, "has no connection left (53300: said)" },
        { Answer(PostgresErrorCodes.LockNotAvailable), true, "another session holds a lock that this needs (55P03: said)" },
        { Answer(PostgresErrorCodes.DeadlockDetected), true, "wait for each other (40P01: said)" },
        { Answer(PostgresErrorCodes.QueryCanceled), true, "the server cancelled a statement (57014: said)" },
        { Answer(PostgresErrorCodes.AdminShutdown), true, "ended this session (57P01: said)" },
        { Answer(PostgresErrorCodes.CrashShutdown), true, "ended this session (57P02: said)" },
        { Answer("25P03"), true, "ended this session (25P03: said)" },
        { Answer(PostgresErrorCodes.ReadOnlySqlTransaction), true, "is read-only (25006: said)" },
        { Answer(PostgresErrorCodes.InsufficientPrivilege), true, "user 'ann' lacks a permission (42501: said)" },
        { Answer(PostgresErrorCodes.DiskFull), true, "is full (53100: said)" },
        { Answer(PostgresErrorCodes.OutOfMemory), true, "has no memory left (53200: said)" },
        { Answer(PostgresErrorCodes.ConnectionFailure), true, "was lost (08006: said)" },
        { Answer(PostgresErrorCodes.UniqueViolation), true, "the database answered 23505: said" },
        { new InvalidOperationException("transient", Answer(PostgresErrorCodes.DiskFull)), true, "is full (53100: said)" },
        { new NpgsqlException("Failed to connect to 10.0.0.1:5432", new SocketException((int)SocketError.ConnectionRefused)), false, "no database answers at db:5432 (Connection refused)" },
        { new NpgsqlException("Failed to connect to 10.0.0.1:5432", new SocketException((int)SocketError.ConnectionRefused)), true, "no database answers at db:5432 (Connection refused)" },
        { new NpgsqlException("Exception while reading from stream", new TimeoutException("late")), false, "no database answers at db:5432 (late)" },
        { new NpgsqlException("Exception while reading from stream", new TimeoutException("late")), true, "has not answered a statement within 30 s" },
        { new NpgsqlException("Exception while reading from stream", new EndOfStreamException("end")), true, "the connection to the database at db:5432 was lost (end)" },
        { new NpgsqlException("Exception while writing to stream", new IOException("x", new SocketException((int)SocketError.ConnectionReset))), true, "the connection to the database at db:5432 was lost" },
        { new NpgsqlException("Exception while connecting", new AuthenticationException("untrusted")), false, "offers no encryption that can be trusted (untrusted): check Database__SslMode" },
        { new SocketException((int)SocketError.HostNotFound), false, "the name db has no address" },
        { new NpgsqlException("The connection pool has been exhausted, either raise 'Max Pool Size'", new TimeoutException()), true, "all connections of this process to db:5432 are in use" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void Each_cause_has_its_own_message(Exception exception, bool connected, string expected)
    {
        var message = DatabaseFailure.Explain(exception, Options, connected);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message!);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_database_answers_is_never_taken_for_silence()
    {
        var states = typeof(PostgresErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).ToList();
        Assert.True(states.Count > 200);
        Assert.All(states, state => Assert.DoesNotContain("no database answers", DatabaseFailure.Explain(Answer(state), Options), StringComparison.Ordinal));
    }

    [Fact]
    public void Another_exception_is_none_of_the_databases() => Assert.Null(DatabaseFailure.Explain(new InvalidOperationException("x"), Options));

    private static PostgresException Answer(string state) => new("said", "ERROR", "ERROR", state);
}
