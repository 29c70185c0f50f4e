using Npgsql;

namespace Notejam.Data;

/// <summary>A connection for a command, which can wait for a server that is about to be available.</summary>
internal static class PatientConnection
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Opens one; a server that starts or recovers is asked again until the time is over.</summary>
    /// <exception cref="NpgsqlException">No connection came about.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await database.OpenConnectionAsync(cancellationToken);
            }
            catch (PostgresException answer) when (answer.SqlState == PostgresErrorCodes.CannotConnectNow && time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
    }
}
