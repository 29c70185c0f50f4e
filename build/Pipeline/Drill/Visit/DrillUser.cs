using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Drill.Visit;

/// <summary>The drill's user in a restored copy: who signs in to read the canary's note.</summary>
/// <param name="Email">The user's address; its mailbox does not exist.</param>
/// <param name="Canary">The newest note that was written before a backup; null when there is none.</param>
public sealed record DrillUser(string Email, CanaryNote? Canary)
{
    /// <summary>The password in one drill: the restored Notejam, which knows the database's password too, sets the same.</summary>
    /// <param name="databasePassword">The database's password in this region.</param>
    public static string PasswordOf(string drillId, string databasePassword) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(databasePassword), Encoding.UTF8.GetBytes("notejam drill user " + drillId)));
}

/// <summary>A note of the drill's user that a backup has left.</summary>
/// <param name="Id">The canary's id.</param>
/// <param name="NoteId">The note.</param>
public sealed record CanaryNote(Guid Id, long NoteId);
