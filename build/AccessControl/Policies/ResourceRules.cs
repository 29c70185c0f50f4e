namespace Notejam.AccessControl.Policies;

/// <summary>What IAM takes as a resource.</summary>
internal static class ResourceRules
{
    private static readonly string[] Partitions = ["*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    public static IEnumerable<PolicyProblem> Validate(string path, string resource)
    {
        if (resource != "*" && Refusal(resource) is { } message) yield return new PolicyProblem(path, message);
    }

    private static string? Refusal(string resource)
    {
        if (resource.Split(':', 6) is not ["arn", var partition, .. var rest]) return $"Resource {resource} must be in ARN format or \"*\".";
        // What IAM names is the ARN as it completes it.
        if (!Partitions.Contains(partition)) return $"Partition \"{partition}\" is not valid for resource \"arn:{partition}:{string.Join(':', rest.Concat(Enumerable.Repeat("*", 4)).Take(4))}\".";
        if (rest is [] or ["", ..] || rest[0].AsSpan().ContainsAny('*', '?')) return "Resource vendor must be fully qualified and cannot contain regexes.";
        return rest switch
        {
            ["iam", not ("" or "*"), ..] => $"IAM resource {resource} cannot contain region information.",
            ["s3", not ("" or "*"), _, var bucket] when !bucket.StartsWith("accesspoint/", StringComparison.Ordinal) => $"Resource {resource} can not contain region information.",
            ["iam", _, _, var name] when name != "*" && !IamPaths.Any(start => name.StartsWith(start, StringComparison.Ordinal)) => $"IAM resource path must either be \"*\" or start with {string.Join(", ", IamPaths)}.",
            _ => null,
        };
    }
}
