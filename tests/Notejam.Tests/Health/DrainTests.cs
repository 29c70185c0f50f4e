using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Health;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class DrainTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_slow_request_in_flight_at_SIGTERM_completes_while_readiness_fails()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Drain__Seconds"] = "3";
        await using var app = await TerminableNotejam.StartAsync(environment);
        using var client = new NotejamClient(app.Address);
        await client.EnterAsync();
        await client.WriteAsync("Slow");

        // The page of all notes waits for whoever has the table: that is as slow as the test wants.
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        await using var blocker = await source.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await ExecuteAsync(blocker, "LOCK TABLE notes IN ACCESS EXCLUSIVE MODE");
        var slow = client.GetAsync("/");
        await Eventually.HoldsAsync("the request waits in the database", async () =>
            (long)(await ExecuteAsync(blocker, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))! > 0);

        await app.TerminateAsync();
        using var probe = new NotejamClient(app.Address);
        await Eventually.HoldsAsync("readiness fails", async () =>
            (await probe.GetAsync("/healthz/ready")).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/healthz/live")).Status);
        var late = await probe.GetAsync("/signin/");
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.True(late.Response.Headers.ConnectionClose);
        await Eventually.HoldsAsync("nothing new is taken", async () => !await AnswersAsync(app.Address));
        Assert.False(slow.IsCompleted);
        Assert.False(app.HasExited);

        await transaction.RollbackAsync();
        var page = await slow;
        Assert.Equal((HttpStatusCode.OK, "All notes (1)"), (page.Status, page.Heading));
        Assert.Equal(0, await app.ExitCodeAsync());
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        using var http = new HttpClient();
        try
        {
            await http.GetAsync(new Uri(address, "/healthz/live"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
