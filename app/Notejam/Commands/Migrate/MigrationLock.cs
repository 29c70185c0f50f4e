using Notejam.Configuration;
using Npgsql;

namespace Notejam.Commands.Migrate;

/// <summary>
/// One <c>migrate</c> at a time: a lock of the session, which ends with it. The command asks for it repeatedly and never waits for it in
/// the database, where the short lock timeout would end the wait.
/// </summary>
internal sealed class MigrationLock(NpgsqlConnection connection, MigrationOptions options, TimeProvider time, TextWriter output)
{
    /// <summary>"notejam" in ASCII: any number works as long as every version takes the same.</summary>
    internal const long Id = 0x6e6f74656a616d;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Who held the lock when it was last asked for.</summary>
    public IReadOnlyList<DatabaseSession> Holders { get; private set; } = [];

    /// <summary>Waits until it is this session's.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        long? toldAt = null;
        while (!await AskAsync("SELECT pg_try_advisory_lock($1)", cancellationToken))
        {
            Holders = await LockQueries.HoldersOfAsync(connection, Id, cancellationToken);
            if (toldAt is null || time.GetElapsedTime(toldAt.Value) >= options.ProgressInterval)
            {
                output.WriteLine($"Another migrate is at work, in {Describe()}: waiting for its end.");
                toldAt = time.GetTimestamp();
            }

            await Task.Delay(Interval, time, cancellationToken);
        }

        Holders = [];
    }

    /// <summary>Gives it back; with a broken connection the server has done that already.</summary>
    public async Task ReleaseAsync()
    {
        try
        {
            await AskAsync("SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
        }
    }

    /// <summary>Who holds it, for people.</summary>
    public string Describe() => Holders.Count == 0 ? "a session that could not be seen" : string.Join(" and ", Holders.Select(holder => holder.Describe()));

    private async Task<bool> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = Id } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
