using Microsoft.Extensions.Configuration;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Tests.Configuration;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Database:Host"] = "db",
        ["Database:Name"] = "notejam",
        ["Database:Username"] = "user",
        ["Database:Password"] = "secret",
        ["Cache:Host"] = "cache",
    };

    [Fact]
    public void What_is_not_said_has_the_usual_value()
    {
        var (database, cache) = Read([]);
        Assert.Equal(new DatabaseOptions("db", 5432, "notejam", "user", "secret", SslMode.Prefer), database);
        Assert.Equal(new CacheOptions("cache", 6379, Tls: false, Password: null), cache);
    }

    [Theory]
    [InlineData("Database:Port", "0", "Database__Port is '0', not a port from 1 to 65535")]
    [InlineData("Database:Port", "65536", "Database__Port is '65536', not a port from 1 to 65535")]
    [InlineData("Cache:Port", "redis", "Cache__Port is 'redis', not a port from 1 to 65535")]
    [InlineData("Cache:Tls", "yes", "Cache__Tls is 'yes', not true or false")]
    [InlineData("Database:SslMode", "7", "Database__SslMode is '7', not one of Disable, Allow, Prefer, Require, VerifyCA, VerifyFull")]
    [InlineData("Database:Host", "", "Database__Host is missing")]
    [InlineData("Database:Password", null, "Database__Password is missing")]
    public void A_wrong_value_is_named_with_what_is_right(string key, string? value, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read(new() { [key] = value }));
        Assert.Equal([problem], exception.Problems);
    }

    [Fact]
    public void Passwords_are_not_in_the_text_of_the_options()
    {
        var (database, cache) = Read(new() { ["Cache:Password"] = "secret", ["Cache:Tls"] = "TRUE" });
        Assert.Equal("user@db:5432/notejam", database.ToString());
        Assert.Equal("cache:6379 (TLS)", cache.ToString());
    }

    [Fact]
    public void A_cache_with_TLS_is_verified_by_its_host_name()
    {
        var (_, cache) = Read(new() { ["Cache:Tls"] = "true" });
        var redis = cache.ToRedis();
        Assert.True(redis.Ssl);
        Assert.Equal("cache", redis.SslHost);
    }

    private static (DatabaseOptions Database, CacheOptions Cache) Read(Dictionary<string, string?> changes)
    {
        var values = Complete.Concat(changes).ToLookup(pair => pair.Key, pair => pair.Value).Select(group => KeyValuePair.Create(group.Key, group.Last()));
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var options = (DatabaseOptions.Read(reader), CacheOptions.Read(reader));
        reader.ThrowIfInvalid();
        return options;
    }
}
