using System.Security.Cryptography;
using System.Text;

namespace Notejam.Accounts;

/// <summary>
/// The user of disaster-recovery drills: its notes are canaries that a backup carries away, and in a restored copy a drill signs in
/// as this user to read them. Anywhere else nobody can: no password fits.
/// </summary>
public static class DrillUser
{
    /// <summary>Its e-mail, in a domain that never has mailboxes (RFC 2606).</summary>
    public const string Email = "drill@notejam.invalid";

    /// <summary>The password in one drill, which whoever knows the database's password can tell too.</summary>
    /// <param name="drillId">The drill.</param>
    /// <param name="databasePassword">The password of the restored database.</param>
    public static string PasswordOf(string drillId, string databasePassword) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(databasePassword), Encoding.UTF8.GetBytes("notejam drill user " + drillId)));
}
