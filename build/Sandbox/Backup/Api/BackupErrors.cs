using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Errors of AWS Backup.</summary>
internal static class BackupErrors
{
    public static AwsException Invalid(string message) => new("InvalidParameterValueException", message);

    public static AwsException Missing(string name) => new("MissingParameterValueException", $"{name} is required.");

    public static AwsException Refused(string message) => new("InvalidRequestException", message);

    public static AwsException Exists(string message) => new("AlreadyExistsException", message);

    public static AwsException NotFound(string message) => new("ResourceNotFoundException", message);

    public static AwsException NoVault(string name) => NotFound($"Backup vault {name} does not exist.");

    public static AwsException NoPlan(string id) => NotFound($"Cannot find Backup plan with ID {id}");
}
