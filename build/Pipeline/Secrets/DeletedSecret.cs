using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Secrets;

/// <summary>A secret that was deleted by hand and waits for its end: its name is taken, its value cannot be read, and only its owner can take it back. Pure.</summary>
internal static partial class DeletedSecret
{
    /// <summary>The command that takes a secret back.</summary>
    public static string CommandFor(string secret, string? region) => $"aws secretsmanager restore-secret --secret-id {secret}{(region is null ? "" : $" --region {region}")}";

    /// <summary>What to do about a failure that one is the cause of; null for every other.</summary>
    /// <param name="failure">What ECS or Terraform says, with Secrets Manager's words in it.</param>
    public static string? RemedyOf(string failure)
    {
        if (!Mark().IsMatch(failure)) return null;
        var (arn, name) = (Arn().Match(failure), Name().Match(failure));
        var command = arn.Success ? CommandFor(arn.Value, arn.Groups["region"].Value) : CommandFor(name.Success ? name.Groups["name"].Value : "NAME", null);
        return $"Somebody deleted this secret, and it can still be taken back: {command}. Then run this again.";
    }

    // GetSecretValue: "… because it was marked for deletion"; CreateSecret: "… is already scheduled for deletion"; moto: "currently marked deleted".
    [GeneratedRegex("marked for deletion|marked deleted|scheduled for deletion")]
    private static partial Regex Mark();

    [GeneratedRegex(@"arn:[\w-]+:secretsmanager:(?<region>[\w-]+):\d+:secret:[\w/+=.@-]*[\w]")]
    private static partial Regex Arn();

    // Terraform: "creating Secrets Manager Secret (notejam-production/cache): …".
    [GeneratedRegex(@"Secret \((?<name>[\w/+=.@-]+)\)")]
    private static partial Regex Name();
}
