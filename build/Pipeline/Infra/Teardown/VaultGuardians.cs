using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>
/// Who may delete from a vault, by its policy: a denial that leaves some principals out binds everybody else, an administrator of
/// the account too. Looked at before anything goes: a Destroy that stops at the vaults has taken the guards of the backups away.
/// </summary>
internal static class VaultGuardians
{
    private const string Deletion = "backup:DeleteRecoveryPoint";
    private const string Principal = "aws:PrincipalArn";
    private static readonly string[] LeavingOut = ["ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals"];

    /// <summary>Why a caller may not delete recovery points, and who may; null when the policy denies the caller nothing that can be seen in it.</summary>
    /// <param name="policy">The vault's policy; null when it has none.</param>
    /// <param name="caller">As sts:GetCallerIdentity tells it.</param>
    public static PipelineException? FindObjection(string vault, string region, string? policy, string caller)
    {
        foreach (var statement in PolicyDocument.Statements(policy).Where(statement => (string?)statement["Effect"] == "Deny" && PolicyDocument.IsAboutAction(statement, Deletion)))
        {
            var left = LeavingOut.SelectMany(test => PolicyDocument.Texts((statement["Condition"] as JsonObject)?[test]?[Principal])).ToList();
            if (left.Count == 0 || left.Exists(pattern => Means(pattern, caller))) continue;
            return new PipelineException(
                $"The policy of the vault {vault} in {region} lets only {string.Join(", ", left)} delete backups, and this run is {caller}.",
                "Nothing was destroyed. Run Destroy as one of them; create the role first if it does not exist. "
                + "infra/stacks/backup names the roles in backup_administrator_role_names.");
        }

        return null;
    }

    // aws:PrincipalArn of a role's session is the role's, with its path, which the session's own ARN leaves out.
    private static bool Means(string pattern, string caller)
    {
        if (caller.Split(':', 6) is not [var arn, var partition, "sts", _, var account, var resource] || resource.Split('/') is not ["assumed-role", var name, ..]) return Like(pattern, caller);
        return Like(pattern, $"{arn}:{partition}:iam::{account}:role/{name}") || (pattern.StartsWith($"{arn}:{partition}:iam::{account}:role/", StringComparison.Ordinal) && pattern.EndsWith('/' + name, StringComparison.Ordinal));
    }

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
