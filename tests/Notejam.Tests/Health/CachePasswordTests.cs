using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using StackExchange.Redis;

namespace Notejam.Tests.Health;

/// <summary>How a password comes to a cache that has none, without an outage: first the tasks know it, then the cache.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class CachePasswordTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_task_with_a_password_uses_a_cache_without_one_and_goes_on_when_it_gets_it()
    {
        var redis = new RedisServer();
        await redis.InitializeAsync();
        try
        {
            var environment = (notejam.Settings with { Redis = redis }).ToEnvironment();
            environment["Cache__Password"] = "token-of-this-test";
            await using var app = await NotejamProcess.StartAsync(environment);
            using var client = new NotejamClient(app.Address);
            await Eventually.HoldsAsync("it is ready", async () => (await client.GetAsync("/healthz/ready")).Status == HttpStatusCode.OK);
            await client.EnterAsync();

            await using (var admin = await ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"127.0.0.1:{redis.Port},allowAdmin=true")))
            {
                await admin.GetServers().Single().ConfigSetAsync("requirepass", "token-of-this-test");
                // New connections have to know it: all that are open end.
                foreach (var other in (await admin.GetServers().Single().ClientListAsync()).Where(other => other.Name == "notejam"))
                    await admin.GetServers().Single().ClientKillAsync(id: other.Id);
            }
            await Eventually.HoldsAsync("the session is there again", async () => (await client.GetAsync("/")).Status == HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).Status);
        }
        finally
        {
            await redis.DisposeAsync();
        }
    }
}
