using Notejam.Commands.Migrate;
using Notejam.Configuration;
using Notejam.Data;
using System.Globalization;

namespace Notejam.Commands;

/// <summary>Brings the database's schema up to this version. May run any number of times, also at once.</summary>
public static class MigrateCommand
{
    /// <summary>Applies what is pending and prints it; returns the exit code.</summary>
    public static async Task<int> RunAsync()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var (database, options) = (DatabaseOptions.Read(reader), MigrationOptions.Read(reader));
        reader.ThrowIfInvalid();
        using var stop = new StopSignal();
        try
        {
            await new Migrator(ForMigrating(database, options), options, TimeProvider.System, Console.Out).RunAsync(stop.Token);
            return 0;
        }
        catch (MigrationException exception)
        {
            await Console.Error.WriteLineAsync($"Cannot migrate: {exception.Message}");
            return 1;
        }
    }

    /// <summary>A migration ends by its own ceiling: no timeout of the client's, nor one that an administrator gave the role for its pages.</summary>
    internal static DatabaseOptions ForMigrating(DatabaseOptions database, MigrationOptions options) => database with
    {
        ConnectSeconds = DatabaseOptions.PatientConnectSeconds,
        CommandSeconds = 0,
        ApplicationName = "notejam migrate",
        SessionSettings = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={options.LockTimeout.TotalMilliseconds:0} -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"),
    };
}
