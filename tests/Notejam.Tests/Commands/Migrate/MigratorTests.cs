using Notejam.Commands.Migrate;
using Notejam.Tests.Servers;
using Npgsql;
using static Notejam.Tests.Commands.Migrate.MigrationBench;

namespace Notejam.Tests.Commands.Migrate;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class MigratorTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_migration_runs_as_long_as_it_needs_and_says_so()
    {
        await using var bench = await CreateAsync(notejam);
        // What an administrator gave the role for its pages does not count here.
        await bench.ExecuteAsync($"ALTER ROLE {PostgresServer.Username} IN DATABASE {bench.Name} SET statement_timeout = '300ms'");
        Assert.Null(await bench.MigrateAsync(Migration("1_Long", "CREATE TABLE t ()", "SELECT pg_sleep(2)")));
        Assert.Matches(@"Migration 1_Long has run for \d+ s, now statement 2 of 2 \(SELECT pg_sleep\(2\)\)\.\n", bench.Output.ToString());
        Assert.EndsWith("Applied migration 1_Long.\n", bench.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_that_blocks_is_named_and_what_reads_meanwhile_does_not_wait_for_it()
    {
        await using var bench = await CreateAsync(notejam);
        await using var idle = await bench.HoldAsync("SELECT count(*) FROM notes");
        using var over = new CancellationTokenSource();
        var events = new List<string>();
        var reading = ReadOnAsync(bench, "notes", events, over.Token);
        bench.Options = bench.Options with { LockAttempts = 3 };
        var message = await bench.MigrateAsync(Migration("1_Blocked", "ALTER TABLE notes ADD colour text"));
        lock (events) events.Add("migrate has ended");
        await over.CancelAsync();
        await reading;
        Assert.Matches($@"^migration 1_Blocked waits for a lock on notes held by session {idle.Pid} \(application 'console', user 'notejam', client 127\.0\.0\.1(/32)?, idle in transaction since \d{{4}}-[^,]+Z, transaction since [^,]+Z, last query at [^,]+Z\)\. It was tried 3 times for 0\.4 s and rolled back each time, so that others could go on\. Let it finish or end it \(SELECT pg_terminate_backend\({idle.Pid}\)\), and run this again\.$", message);
        Assert.Equal(2, bench.Output.ToString().Split("trying again in").Length - 1);
        // Without the timeout, no read would have come back before the end.
        Assert.True(events.IndexOf("migrate has ended") > 3, string.Join(", ", events));
        Assert.Equal(0L, await bench.AskAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'notes'::regclass AND attname = 'colour'"));
    }

    [Fact]
    public async Task A_lock_that_becomes_free_is_taken_in_a_later_attempt()
    {
        await using var bench = await CreateAsync(notejam);
        var idle = await bench.HoldAsync("SELECT count(*) FROM notes");
        bench.Options = bench.Options with { LockAttempts = 10 };
        var migrating = bench.MigrateAsync(Migration("1_Later", "ALTER TABLE notes ADD colour text"));
        await Eventually.HoldsAsync("an attempt has failed", () => Task.FromResult(bench.Output.ToString().Contains("trying again", StringComparison.Ordinal)));
        await idle.DisposeAsync();
        Assert.Null(await migrating);
    }

    [Fact]
    public async Task A_deadlock_is_tried_again()
    {
        await using var bench = await CreateAsync(notejam);
        bench.Options = bench.Options with { LockTimeout = TimeSpan.FromSeconds(30) };
        var gate = await bench.HoldAsync("SELECT pg_advisory_xact_lock(42)");
        var other = await bench.HoldAsync("LOCK TABLE pads IN ACCESS SHARE MODE");
        var migrating = bench.MigrateAsync(Migration("1_Crossing", "SET LOCAL deadlock_timeout = '200ms'", "ALTER TABLE notes ADD colour text", "SELECT pg_advisory_xact_lock(42)", "ALTER TABLE pads ADD colour text"));
        await Eventually.HoldsAsync("the migration has notes and waits at the gate", async () => await CountWaitingAsync() == 1);
        var crossing = other.ExecuteAsync("SET LOCAL deadlock_timeout = '60s'; SELECT count(*) FROM notes");
        await Eventually.HoldsAsync("the other one has pads and waits for notes", async () => await CountWaitingAsync() == 2);
        // PostgreSQL looks for a deadlock once a wait, when its deadlock_timeout is over: the one that begins to wait last finds it, and gives way.
        await gate.DisposeAsync();
        await crossing;
        await other.DisposeAsync();
        Assert.Null(await migrating);
        Assert.Contains("Migration 1_Crossing waited for a session that waited for it, and was chosen to give way", bench.Output.ToString(), StringComparison.Ordinal);

        Task<long> CountWaitingAsync() => bench.AskAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_schema_as_it_was_and_those_before_it_applied()
    {
        await using var bench = await CreateAsync(notejam);
        var message = await bench.MigrateAsync(Migration("1_Good", "CREATE TABLE good ()"), Migration("2_Bad", "CREATE TABLE bad ()", "SELECT 1 / 0"));
        Assert.Equal("migration 2_Bad failed at statement 2 of 2 (SELECT 1 / 0): the database answered 22012: division by zero. Its transaction is rolled back: the schema is as it was before this migration. Applied before it, and kept: 1_Good.", message);
        Assert.True(await bench.AskAsync<bool>("SELECT to_regclass('good') IS NOT NULL AND to_regclass('bad') IS NULL"));
    }

    [Fact]
    public async Task What_runs_outside_a_transaction_is_said_to_stay()
    {
        await using var bench = await CreateAsync(notejam);
        await bench.ExecuteAsync("CREATE TABLE twins (id int); INSERT INTO twins VALUES (1), (1)");
        var message = await bench.MigrateAsync(new PendingMigration("1_Index", [new("ALTER TABLE twins ADD colour text"), new("CREATE UNIQUE INDEX CONCURRENTLY twins_id ON twins (id)", OutsideTransaction: true), new("CREATE TABLE after ()")]));
        Assert.Matches(@"^migration 1_Index failed at statement 2 of 3 \(CREATE UNIQUE INDEX CONCURRENTLY twins_id ON twins \(id\)\): the database answered 23505: .+\. This statement runs outside a transaction: look for what it left\. Invalid indexes are left: DROP INDEX CONCURRENTLY twins_id\. The 1 statements before it took effect and stay, .+$", message);
    }

    [Fact]
    public async Task An_index_that_is_built_concurrently_waits_for_others_beyond_the_lock_timeout()
    {
        await using var bench = await CreateAsync(notejam);
        var idle = await bench.HoldAsync("UPDATE notes SET name = name; SELECT 1");
        var migrating = bench.MigrateAsync(new PendingMigration("1_Index", [new("CREATE INDEX CONCURRENTLY notes_name ON notes (name)", OutsideTransaction: true)]));
        await Eventually.HoldsAsync("it has waited longer than the timeout", () => Task.FromResult(bench.Output.ToString().Contains($"held by session {idle.Pid}", StringComparison.Ordinal) && bench.Output.ToString().Contains("has run for 2 s", StringComparison.Ordinal)));
        await idle.DisposeAsync();
        Assert.Null(await migrating);
        Assert.DoesNotContain("trying again", bench.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_ceiling_it_is_cancelled_and_rolled_back()
    {
        await using var bench = await CreateAsync(notejam);
        bench.Options = bench.Options with { Ceiling = TimeSpan.FromSeconds(2) };
        var message = await bench.MigrateAsync(Migration("1_Endless", "CREATE TABLE t ()", "SELECT pg_sleep(600)"));
        Assert.Equal("it was cancelled at its ceiling of 0.03 minutes: migration 1_Endless failed at statement 2 of 2 (SELECT pg_sleep(600)): it was cancelled. Its transaction is rolled back: the schema is as it was before this migration. Give it more (Migration__CeilingMinutes), or make the migration smaller, and run it again.", message);
        await Eventually.HoldsAsync("its session is over", async () => await bench.AskAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'notejam migrate' AND state <> 'idle'") == 0);
        Assert.False(await bench.AskAsync<bool>("SELECT to_regclass('t') IS NOT NULL"));
    }

    [Fact]
    public async Task Another_migrate_is_waited_for_longer_than_a_lock_and_named_when_it_does_not_end()
    {
        await using var bench = await CreateAsync(notejam);
        await using var first = await bench.HoldAsync($"SELECT pg_advisory_lock({MigrationLock.Id})");
        bench.Options = bench.Options with { Ceiling = TimeSpan.FromSeconds(3) };
        var message = await bench.MigrateAsync(Migration("1_Second", "SELECT 1"));
        Assert.Matches($@"^it was cancelled at its ceiling of 0\.05 minutes while another migrate was at work, in session {first.Pid} \(application 'console', .+\)\. Let it finish or end it \(SELECT pg_terminate_backend\({first.Pid}\)\), and run it again\.$", message);
        Assert.Contains($"Another migrate is at work, in session {first.Pid} (", bench.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_cancels_the_statement_and_is_reported()
    {
        await using var bench = await CreateAsync(notejam);
        using var stop = new CancellationTokenSource();
        var migrating = bench.MigrateAsync([Migration("1_Good", "CREATE TABLE good ()"), Migration("2_Stopped", "CREATE TABLE t ()", "SELECT pg_sleep(600)")], stop.Token);
        await Eventually.HoldsAsync("it runs", () => Task.FromResult(bench.Output.ToString().Contains("2_Stopped has run", StringComparison.Ordinal)));
        await stop.CancelAsync();
        Assert.Equal("it was stopped (SIGTERM): migration 2_Stopped failed at statement 2 of 2 (SELECT pg_sleep(600)): it was cancelled. Its transaction is rolled back: the schema is as it was before this migration. Applied before it, and kept: 1_Good. Run it again.", await migrating);
    }

    // Each is what the statement does, or what somebody does while it sleeps.
    [Theory]
    [InlineData("SELECT FROM nowhere", null, @"the database answered 42P01: relation ""nowhere"" does not exist")]
    [InlineData("SET LOCAL statement_timeout = '100ms'; SELECT pg_sleep(60)", null, "the server cancelled a statement (57014: canceling statement due to statement timeout)")]
    [InlineData("SELECT pg_sleep(60)", "SELECT pg_cancel_backend({0})", "the server cancelled a statement (57014: canceling statement due to user request)")]
    [InlineData("SELECT pg_sleep(60)", "SELECT pg_terminate_backend({0})", "ended this session (57P01: terminating connection due to administrator command)")]
    [InlineData("SET TRANSACTION READ ONLY; CREATE TABLE t ()", null, "is read-only (25006: cannot execute CREATE TABLE in a read-only transaction): it is a replica or was one until its DNS name follows a failover")]
    [InlineData("SET LOCAL ROLE pg_monitor; ALTER TABLE notes ADD colour text", null, "user 'notejam' lacks a permission (42501: must be owner of table notes)")]
    [InlineData("DO $$ BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'could not extend file'; END $$", null, "is full (53100: could not extend file): give it more storage")]
    public async Task Each_cause_has_its_own_message(string statement, string? meanwhile, string expected)
    {
        await using var bench = await CreateAsync(notejam);
        var migrating = bench.MigrateAsync(Migration("1_Failing", statement));
        if (meanwhile is not null)
        {
            const string Pid = "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()";
            await Eventually.HoldsAsync("it runs", async () => await bench.AskAsync<int>(Pid) > 0);
            await bench.ExecuteAsync(meanwhile.Replace("{0}", $"{await bench.AskAsync<int>(Pid)}", StringComparison.Ordinal));
        }

        var message = await migrating;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("no database answers", message, StringComparison.Ordinal);
        Assert.Contains("rolled back: the schema is as it was", message, StringComparison.Ordinal);
    }

    /// <summary>Reads a table over and over, as the pages do.</summary>
    private static async Task ReadOnAsync(MigrationBench bench, string table, List<string> events, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await bench.AskAsync<long>($"SELECT count(*) FROM {table}");
            lock (events) events.Add("a read is answered");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
