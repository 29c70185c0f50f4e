using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>What RDS refuses.</summary>
internal static partial class DbInstanceRules
{
    private static readonly HashSet<string> ReservedUsers = new(StringComparer.OrdinalIgnoreCase)
    {
        "postgres_admin", "rdsadmin", "rds_superuser", "rdsrepladmin", "admin", "public", "user",
    };

    /// <summary>Checks what a new instance is to be.</summary>
    public static void CheckNew(QueryParameters query)
    {
        CheckIdentifier(query.Required("DBInstanceIdentifier"));
        query.Required("DBInstanceClass");
        query.Required("AllocatedStorage");
        if (query.Required("Engine") is not EngineVersions.Postgres and var engine)
            throw Invalid($"The sandbox serves the engine postgres only, not {engine}.");
        var user = query.Required("MasterUsername");
        if (!Name().IsMatch(user) || user.StartsWith("pg_", StringComparison.OrdinalIgnoreCase) || ReservedUsers.Contains(user))
            throw Invalid($"MasterUsername {user} cannot be used as it is a reserved word used by the engine");
        if (query["DBName"] is { } database && !Name().IsMatch(database))
            throw Invalid("DBName must begin with a letter and contain only alphanumeric characters.");
        if (query.Number("BackupRetentionPeriod") is < 0 or > 35)
            throw Invalid("Invalid backup retention period. Retention period must be between 0 and 35.");
    }

    /// <summary>Checks an instance's name.</summary>
    public static void CheckIdentifier(string identifier)
    {
        if (!Identifier().IsMatch(identifier) || identifier.Length > 63)
            throw Invalid("The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.");
    }

    /// <summary>Checks a master password.</summary>
    public static void CheckPassword(string password)
    {
        if (password.Length is < 8 or > 128)
            throw Invalid("The parameter MasterUserPassword is not a valid password because it is shorter than 8 or longer than 128 characters.");
        if (password.Any(letter => letter is '/' or '@' or '"' or ' ' || letter is < '!' or > '~'))
            throw Invalid("The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.");
    }

    /// <summary>Checks that an instance may be worked on.</summary>
    public static void CheckAvailable(DbInstance instance)
    {
        if (instance.Status is not ("available" or "failed"))
            throw new AwsException("InvalidDBInstanceState", $"Instance {instance.Identifier} is not in available state: it is {instance.Status}.");
    }

    /// <summary>Checks that an instance may be deleted, and how.</summary>
    public static void CheckDeletable(DbInstance instance, QueryParameters query)
    {
        if (instance.Status == "deleting")
            throw new AwsException("InvalidDBInstanceState", $"Instance {instance.Identifier} is already being deleted.");
        // Protection is for data. RDS would refuse here too, but a run that met a failed creation must converge when it is run again.
        if (instance is { DeletionProtection: true, NeverServed: false })
            throw new AwsException("InvalidParameterCombination", "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        var skip = query.Bool("SkipFinalSnapshot") == true;
        if (!skip && query["FinalDBSnapshotIdentifier"] is null)
            throw new AwsException("InvalidParameterCombination", "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        if (skip && query["FinalDBSnapshotIdentifier"] is not null)
            throw new AwsException("InvalidParameterCombination", "FinalDBSnapshotIdentifier can not be specified when deleting with SkipFinalSnapshot.");
    }

    private static AwsException Invalid(string message) => new("InvalidParameterValue", message);

    [GeneratedRegex("^[A-Za-z]([A-Za-z0-9]|-(?!-))*(?<!-)$")]
    private static partial Regex Identifier();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,62}$")]
    private static partial Regex Name();
}
