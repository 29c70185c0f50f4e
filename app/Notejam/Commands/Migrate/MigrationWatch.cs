using System.Globalization;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>
/// Looks from a second session at the one that migrates: says every few seconds what it does, and knows whom it has waited for,
/// which cannot be asked any more when the wait is over.
/// </summary>
internal sealed class MigrationWatch : IAsyncDisposable
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);
    private readonly NpgsqlDataSource database;
    private readonly int pid;
    private readonly MigrationOptions options;
    private readonly TimeProvider time;
    private readonly TextWriter output;
    private readonly CancellationTokenSource end = new();
    private readonly Task watching;
    private volatile Work? current;

    /// <summary>Begins to look.</summary>
    /// <param name="pid">The process of the session that migrates.</param>
    public MigrationWatch(NpgsqlDataSource database, int pid, MigrationOptions options, TimeProvider time, TextWriter output)
    {
        (this.database, this.pid, this.options, this.time, this.output) = (database, pid, options, time, output);
        watching = WatchAsync(end.Token);
    }

    /// <summary>The last wait for a lock since the work began; null when none was seen.</summary>
    public LockWait? LastWait => current?.Wait;

    /// <summary>Something begins.</summary>
    /// <param name="what">For people: <c>migration 2026_Pads</c>.</param>
    public void Begin(string what) => current = new Work(what, time.GetTimestamp());

    /// <summary>A part of it begins; waits of before are forgotten.</summary>
    public void Begin(string what, string part) => current = (current is { } work && work.What == what ? work : new Work(what, time.GetTimestamp())) with { Part = part, Wait = null };

    /// <summary>Nothing runs.</summary>
    public void End() => current = null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var interval = new[] { LongestInterval, options.LockTimeout / 4 }.Min();
        NpgsqlConnection? connection = null;
        try
        {
            while (true)
            {
                await Task.Delay(interval, time, cancellationToken);
                if (current is not { } work) continue;
                try
                {
                    connection ??= await database.OpenConnectionAsync(cancellationToken);
                    Note(work, await LockQueries.WaitOfAsync(connection, pid, cancellationToken));
                }
                catch (NpgsqlException)
                {
                    // Who waits for whom is evidence: without it the migration goes on, and is reported with less.
                    if (connection is not null) await connection.DisposeAsync();
                    connection = null;
                }

                Tell();
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    private void Note(Work work, LockWait seen)
    {
        var noted = work with { Wait = seen.Holders.Count > 0 ? seen : work.Wait, Waits = seen.Holders.Count > 0, Blocked = seen.Blocked };
        // What has begun since then is not what was looked at.
        Interlocked.CompareExchange(ref current, noted, work);
    }

    private void Tell()
    {
        if (current is not { } work || time.GetElapsedTime(work.ToldAt) < options.ProgressInterval) return;
        var seconds = time.GetElapsedTime(work.BeganAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var wait = work is { Waits: true, Wait: { } held } ? $"; it {held.Describe()}" : "";
        var blocked = work.Blocked > 0 ? $"; {work.Blocked} {(work.Blocked == 1 ? "session waits" : "sessions wait")} for it" : "";
        output.WriteLine($"{Capital(work.What)} has run for {seconds} s{(work.Part is null ? "" : $", now {work.Part}")}{wait}{blocked}.");
        Interlocked.CompareExchange(ref current, work with { ToldAt = time.GetTimestamp() }, work);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed record Work(string What, long BeganAt)
    {
        public long ToldAt { get; init; } = BeganAt;

        public string? Part { get; init; }

        public LockWait? Wait { get; init; }

        public bool Waits { get; init; }

        public int Blocked { get; init; }
    }
}
