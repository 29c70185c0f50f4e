using System.Globalization;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class MigrateTests(NotejamFixture notejam)
{
    [Fact]
    public async Task The_second_run_has_nothing_to_apply()
    {
        var environment = await NewDatabaseAsync();
        var first = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(0, first.ExitCode);
        Assert.Matches(@"^Applied migration \d{14}_Initial\.\nApplied migration \d{14}_Pads\.\nCreated the first data-protection key\.\n$", first.Output);

        var second = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(0, second.ExitCode);
        Assert.Equal("Nothing to apply: the database is up to date.\n", second.Output);
    }

    [Fact]
    public async Task Runs_at_once_apply_each_migration_once()
    {
        var environment = await NewDatabaseAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => NotejamProcess.RunAsync(environment, "migrate")));
        Assert.All(runs, run => Assert.True(run.Succeeded, run.Error));
        Assert.Single(runs, run => run.Output.Contains("_Initial", StringComparison.Ordinal));

        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));
        await using var keys = source.CreateCommand("SELECT count(*) FROM data_protection_keys");
        Assert.Equal(1L, await keys.ExecuteScalarAsync());
    }

    [Fact]
    public async Task An_unreachable_database_is_named()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Database__Port"] = "1";
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Cannot migrate: no database answers at 127.0.0.1:1 (Connection refused", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_database_that_answers_late_is_waited_for()
    {
        await using var late = new LateServer(notejam.Postgres.Port, TimeSpan.FromSeconds(7));
        var environment = await NewDatabaseAsync();
        environment["Database__Port"] = late.Port.ToString(CultureInfo.InvariantCulture);
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.True(result.Succeeded, result.Error);
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_printed()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Database__Password"] = "not-the-password";
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("refuses user 'notejam'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Database__Name"] = "elsewhere";
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has no database 'elsewhere'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_still_starting_is_waited_for()
    {
        await using var starting = new StartingServer(notejam.Postgres.Port, refusals: 3);
        var environment = await NewDatabaseAsync();
        environment["Database__Port"] = starting.Port.ToString(CultureInfo.InvariantCulture);
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.True(result.Succeeded, result.Error);
        Assert.True(starting.Refusals < 0);
    }

    [Fact]
    public async Task A_statement_of_more_than_half_a_minute_ends_well_and_the_readiness_of_running_tasks_does_not_wait_for_it()
    {
        var environment = await NewDatabaseAsync();
        await using var source = await SlowDownAsync(environment, seconds: 33);
        await using var migrating = NotejamProcess.Start(environment, "migrate");
        await Eventually.HoldsAsync("the slow statement runs", () => IsSlowAsync(source));
        // What the readiness of each task asks, which runs into the lock that EF takes.
        await using (var history = source.CreateCommand("""SET lock_timeout = '5s'; SELECT count(*) FROM "__EFMigrationsHistory" """)) Assert.Equal(1L, await history.ExecuteScalarAsync());
        Assert.True(await IsSlowAsync(source));
        await Eventually.HoldsAsync("it has ended", () => Task.FromResult(migrating.HasEnded));
        var lines = string.Join('\n', migrating.Lines);
        Assert.Contains("Created the first data-protection key.", lines, StringComparison.Ordinal);
        Assert.Matches(@"Migration \d{14}_Pads has run for 3\d s, now statement 1 of \d+ \(ALTER TABLE users ADD session_stamp uuid\)\.", lines);
    }

    [Fact]
    public async Task Stopped_by_SIGTERM_it_rolls_back_and_says_so()
    {
        var environment = await NewDatabaseAsync();
        await using var source = await SlowDownAsync(environment, seconds: 300);
        await using var migrating = NotejamProcess.Start(environment, "migrate");
        await Eventually.HoldsAsync("the slow statement runs", () => IsSlowAsync(source));
        await migrating.StopAsync();
        Assert.Matches(@"^Cannot migrate: it was stopped \(SIGTERM\): migration \d{14}_Pads failed at statement 1 of .+ rolled back: .+ kept: \d{14}_Initial\. Run it again\.$", migrating.Lines.Last());
        await Eventually.HoldsAsync("the server has ended the statement", async () => !await IsSlowAsync(source));
    }

    [Fact]
    public async Task Who_blocks_it_is_named_in_one_line()
    {
        var environment = await NewDatabaseAsync();
        (environment["Migration__LockSeconds"], environment["Migration__LockAttempts"]) = ("1", "2");
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));
        await using var holder = await source.OpenConnectionAsync();
        await using (var hold = new NpgsqlCommand("""BEGIN; CREATE TABLE "__EFMigrationsHistory" ("MigrationId" text, "ProductVersion" text)""", holder)) await hold.ExecuteNonQueryAsync();
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, result.ExitCode);
        Assert.Matches($@"^Cannot migrate: migration \d{{14}}_Initial waits for a lock on .+ held by session {holder.ProcessID} \(.+ It was tried 2 times for 1 s .+\n$", result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("Migration__CeilingMinutes", "0", "not a number of minutes from 1 to 1440")]
    [InlineData("Migration__LockSeconds", "1.5", "not a number of seconds from 1 to 60")]
    [InlineData("Migration__LockAttempts", "many", "not a number of attempts from 1 to 100")]
    public async Task A_setting_that_is_no_number_is_refused(string name, string value, string expected)
    {
        var environment = notejam.Settings.ToEnvironment();
        environment[name] = value;
        var result = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{name} is '{value}', {expected}", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Lets the first statement of the second migration take its time.</summary>
    private async Task<NpgsqlDataSource> SlowDownAsync(Dictionary<string, string?> environment, int seconds)
    {
        var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));
        await using var slow = source.CreateCommand($"""
            CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '%session_stamp%' THEN PERFORM pg_sleep({seconds}); END IF; END $$;
            CREATE EVENT TRIGGER slow ON ddl_command_start EXECUTE FUNCTION slow();
            """);
        await slow.ExecuteNonQueryAsync();
        return source;
    }

    private static async Task<bool> IsSlowAsync(NpgsqlDataSource source)
    {
        await using var sleeping = source.CreateCommand("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'");
        return (bool)(await sleeping.ExecuteScalarAsync())!;
    }

    private async Task<Dictionary<string, string?>> NewDatabaseAsync() =>
        (notejam.Settings with { Database = await notejam.Postgres.CreateDatabaseAsync() }).ToEnvironment();
}
