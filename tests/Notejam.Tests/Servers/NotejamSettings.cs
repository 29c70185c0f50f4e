using System.Globalization;

namespace Notejam.Tests.Servers;

/// <summary>The environment that Notejam is started with.</summary>
public sealed record NotejamSettings(PostgresServer Postgres, RedisServer Redis, string Database)
{
    public Dictionary<string, string?> ToEnvironment() => new()
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Database__Host"] = "127.0.0.1",
        ["Database__Port"] = Postgres.Port.ToString(CultureInfo.InvariantCulture),
        ["Database__Name"] = Database,
        ["Database__Username"] = PostgresServer.Username,
        ["Database__Password"] = PostgresServer.Password,
        ["Cache__Host"] = "127.0.0.1",
        ["Cache__Port"] = Redis.Port.ToString(CultureInfo.InvariantCulture),
        ["Cache__Tls"] = "false",
        ["Drain__Seconds"] = "0",
    };
}
