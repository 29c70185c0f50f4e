using Notejam.Hooks.Configuration;

namespace Notejam.Hooks.Database;

/// <summary>Where the database is: never from the secret, so that whoever writes the secret cannot lead its password elsewhere.</summary>
/// <param name="Instance">The instance, as RDS calls it.</param>
/// <param name="Master">The user that RDS made with the instance.</param>
internal sealed record DatabaseAddress(string Instance, string Host, int Port, string Name, string Master)
{
    /// <summary>The second user, in turn with the first.</summary>
    public string CloneUser => Master + "_clone";

    /// <summary>The role without sign-in that owns everything, and that both users act as.</summary>
    public string OwnerRole => Master + "_owner";

    /// <summary>Reads DATABASE_*.</summary>
    public static DatabaseAddress Read(FunctionSettings settings) => new(
        settings.Required("DATABASE_INSTANCE"), settings.Required("DATABASE_HOST"), settings.Port("DATABASE_PORT"), settings.Required("DATABASE_NAME"), settings.Required("DATABASE_MASTER"));
}
