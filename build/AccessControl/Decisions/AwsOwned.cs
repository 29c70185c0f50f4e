namespace Notejam.AccessControl.Decisions;

/// <summary>What belongs to AWS within an account, and what nobody may do with it, whatever allows it.</summary>
internal static class AwsOwned
{
    private static readonly string[] PolicyActions =
    [
        "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:TagPolicy", "iam:UntagPolicy",
    ];

    // Roles under this path are IAM Identity Center's; those under aws-service-role/ can be passed and deleted with care.
    private static readonly string[] RoleActions =
    [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:CreateServiceLinkedRole", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DeleteServiceLinkedRole",
        "iam:DetachRolePolicy", "iam:PassRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
    ];

    private static readonly string[] AliasActions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];

    public static bool Refuses(string action, string arn)
    {
        if (arn.Split(':', 6) is not [_, _, var service, _, var account, var resource]) return false;
        return service switch
        {
            "iam" when account == "aws" && resource.StartsWith("policy/", StringComparison.Ordinal) => Has(PolicyActions, action),
            "iam" when resource.StartsWith("role/aws-reserved/", StringComparison.Ordinal) => Has(RoleActions, action),
            "kms" when resource.StartsWith("alias/aws/", StringComparison.Ordinal) => Has(AliasActions, action),
            _ => false,
        };
    }

    private static bool Has(string[] actions, string action) => actions.Contains(action, StringComparer.OrdinalIgnoreCase);
}
