using System.Net;
using System.Text.Json;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Health;

/// <summary>With servers of its own, as it stops them.</summary>
[Trait("Suite", "wire")]
public sealed class ReadinessTests : IAsyncLifetime
{
    private readonly PostgresServer postgres = new();
    private readonly RedisServer redis = new();
    private Dictionary<string, string?> environment = [];
    private NotejamProcess? app;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(postgres.InitializeAsync(), redis.InitializeAsync());
        environment = new NotejamSettings(postgres, redis, await postgres.CreateDatabaseAsync()).ToEnvironment();
        app = await NotejamProcess.StartAsync(environment);
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        await Task.WhenAll(redis.DisposeAsync(), postgres.DisposeAsync());
    }

    [Fact]
    public async Task Readiness_follows_migration_and_both_servers_while_liveness_stays()
    {
        await BecomesAsync(HttpStatusCode.ServiceUnavailable, "database", "not migrated");
        Assert.True((await NotejamProcess.RunAsync(environment, "migrate")).Succeeded);
        await BecomesAsync(HttpStatusCode.OK);

        await redis.StopAsync();
        await BecomesAsync(HttpStatusCode.ServiceUnavailable, "cache", "no Redis answers at 127.0.0.1");
        await redis.StartAsync();
        await BecomesAsync(HttpStatusCode.OK);

        await postgres.StopAsync();
        await BecomesAsync(HttpStatusCode.ServiceUnavailable, "database", "no database answers at 127.0.0.1");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).Status);
        await postgres.StartAsync();
        await BecomesAsync(HttpStatusCode.OK);

        Assert.Contains(app!.Lines, line => line.Contains("Not ready: cache: no Redis answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_needs_a_stopped_server_answers_503()
    {
        Assert.True((await NotejamProcess.RunAsync(environment, "migrate")).Succeeded);
        await postgres.StopAsync();
        // Even this page needs the database: the keys that sign its form lie there.
        var page = await GetAsync("/signin");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("Something went wrong", page.Heading);
    }

    private async Task<NotejamPage> GetAsync(string path)
    {
        using var client = new NotejamClient(app!.Address);
        return await client.GetAsync(path);
    }

    private Task BecomesAsync(HttpStatusCode status, string? check = null, string? cause = null) =>
        Eventually.HoldsAsync($"readiness is {status} {check} {cause}", async () =>
        {
            var answer = await GetAsync("/health/ready");
            if (answer.Status != status) return false;
            using var report = JsonDocument.Parse(await answer.Response.Content.ReadAsStringAsync());
            return check is null || report.RootElement.GetProperty("checks").GetProperty(check).GetProperty("cause").GetString()!
                .StartsWith(cause!, StringComparison.Ordinal);
        });
}
