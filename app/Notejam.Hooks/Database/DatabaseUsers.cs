using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Hooks.Rotation;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Database;

/// <summary>
/// The two users that the database's secret names in turn: while one is given a new password, tasks go on as the other.
/// The master's password is RDS's to set, as its user may be locked out; the master sets the clone's.
/// </summary>
internal sealed class DatabaseUsers(IAmazonRDS rds, DatabaseConnections connections, DatabaseAddress address, FunctionLog log, TimeProvider time) : ISecretOwner
{
    private const int PasswordLength = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public string Next(string current)
    {
        var username = DatabaseCredentials.Parse(current).Username == address.Master ? address.CloneUser : address.Master;
        return new DatabaseCredentials(username, RandomText.Create(PasswordLength)).ToSecret();
    }

    /// <inheritdoc />
    public Task SetAsync(string pending, string current, CancellationToken cancellationToken) =>
        EnsureAsync(DatabaseCredentials.Parse(pending), DatabaseCredentials.Parse(current), cancellationToken);

    /// <inheritdoc />
    public async Task TestAsync(string pending, CancellationToken cancellationToken)
    {
        var credentials = DatabaseCredentials.Parse(pending);
        await using var connection = await connections.OpenAsync(credentials, cancellationToken);
        if (await DatabaseRoles.CountUnreadableAsync(connection, cancellationToken) is > 0 and var unreadable)
            throw new HookException($"{credentials.Username} signs in, but cannot read and write {unreadable} of the tables.");
    }

    /// <summary>Makes a user able to sign in and to use everything.</summary>
    /// <param name="other">The other user; null when the secret never had one.</param>
    /// <exception cref="HookException">One of them is neither of the two users.</exception>
    public async Task EnsureAsync(DatabaseCredentials wanted, DatabaseCredentials? other, CancellationToken cancellationToken)
    {
        // Without the other one: where RDS has made an instance with this secret, the master has this password.
        var master = wanted.Username == address.Master ? wanted : other ?? wanted with { Username = address.Master };
        if (master.Username != address.Master || (wanted != master && wanted.Username != address.CloneUser))
            throw new HookException($"The secret's users are '{wanted.Username}' and '{other?.Username}', not {address.Master} and {address.CloneUser}.");
        await EnsureMasterAsync(master, cancellationToken);
        await using var connection = await connections.OpenAsync(master, cancellationToken);
        await DatabaseRoles.PrepareAsync(connection, address, cancellationToken);
        if (wanted == master || await connections.AcceptsAsync(wanted, cancellationToken)) return;
        await DatabaseRoles.SetCloneAsync(connection, address, wanted.Password, cancellationToken);
        log.Info($"{wanted.Username} has a new password");
    }

    private async Task EnsureMasterAsync(DatabaseCredentials master, CancellationToken cancellationToken)
    {
        if (await connections.AcceptsAsync(master, cancellationToken)) return;
        log.Info($"RDS gives {master.Username} of {address.Instance} a new password");
        await rds.ModifyDBInstanceAsync(new ModifyDBInstanceRequest { DBInstanceIdentifier = address.Instance, MasterUserPassword = master.Password, ApplyImmediately = true }, cancellationToken);
        while (!await connections.AcceptsAsync(master, cancellationToken)) await Task.Delay(Interval, time, cancellationToken);
    }
}
