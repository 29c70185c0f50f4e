namespace Notejam.Pipeline.Backup;

/// <summary>
/// The databases of an environment: they tell its recovery points and jobs from others' in the same vault. A vault takes recovery points
/// of every resource of its account, of every type, and copies from other accounts besides.
/// The ARN identifies a database. Its <c>DbiResourceId</c> changes when it is restored under its name, and a recovery point does not
/// have one (botocore backup RecoveryPointByBackupVault). Its name alone is not enough: the environment may run in another region too.
/// </summary>
/// <param name="arns">ARNs of the instances.</param>
public sealed class ProtectedDatabases(IReadOnlyCollection<string> arns)
{
    // Aurora, DocumentDB and Neptune have ARNs of RDS too, and types of their own (botocore backup ListRecoveryPointsByBackupVaultInput.ByResourceType).
    private const string Instance = "RDS";

    /// <summary>Whether a recovery point or a job is of one of them.</summary>
    /// <param name="resourceArn">Its <c>ResourceArn</c>.</param>
    /// <param name="resourceType">Its <c>ResourceType</c>.</param>
    public bool Contain(string? resourceArn, string? resourceType) => resourceType == Instance && resourceArn is not null && arns.Contains(resourceArn);

    /// <summary>What somebody else's resource is called in evidence: by its name where that is a database's own, by its ARN otherwise.</summary>
    public string NameOther(string? resourceArn, string? resourceType)
    {
        if (resourceArn is null) return "a resource without an ARN";
        var name = NameOf(resourceArn);
        return resourceType == Instance && !arns.Select(NameOf).Contains(name) ? name : resourceArn;
    }

    /// <summary>The name of the database that an ARN is of.</summary>
    public static string NameOf(string arn) => (arn ?? throw new ArgumentNullException(nameof(arn)))[(arn.LastIndexOf(':') + 1)..];
}
