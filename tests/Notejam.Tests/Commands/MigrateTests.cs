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

    private async Task<Dictionary<string, string?>> NewDatabaseAsync() =>
        (notejam.Settings with { Database = await notejam.Postgres.CreateDatabaseAsync() }).ToEnvironment();
}
