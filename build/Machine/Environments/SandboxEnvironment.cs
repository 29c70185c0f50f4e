namespace Notejam.Machine.Environments;

/// <summary>
/// The environment in which the sandbox is the only AWS that any client finds: the .NET SDK, boto3 and the AWS CLI,
/// Terraform's AWS provider and its S3 backend. An allow list: every variable of AWS that is not on it is removed, those
/// that come with next year's SDK too.
/// </summary>
/// <remarks>
/// What the clients read, and where that is documented: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
/// (all SDKs and the CLI), https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html (an endpoint of one
/// service wins over that of all), https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
/// (<c>TF_AWS_*_ENDPOINT</c>, and the older <c>AWS_S3_ENDPOINT</c>).
/// </remarks>
public static class SandboxEnvironment
{
    /// <summary>The access key of every client of the sandbox.</summary>
    public const string AccessKeyId = "AKIASANDBOX";

    /// <summary>Its secret.</summary>
    public const string SecretAccessKey = "sandbox";

    /// <summary>Variable with credentials that the sandbox itself handed out, <c>key:secret:token</c>: a run as a role, as its workflow would be.</summary>
    public const string CredentialsVariable = "NOTEJAM_SANDBOX_CREDENTIALS";

    // How the AWS CLI shows its answers: neither says who is asked, nor as whom.
    private static readonly string[] Kept = ["AWS_PAGER", "AWS_DEFAULT_OUTPUT"];

    // The SDKs', Terraform's provider's and boto's own.
    private static readonly string[] Families = ["AWS_", "TF_AWS_", "BOTO_", "BOTOCORE_"];

    /// <summary>A file without a line in it: naming it keeps a client from reading those of the user's home.</summary>
    public static string NoFile { get; } = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>Turns an environment towards a sandbox.</summary>
    /// <param name="environment">Any environment.</param>
    /// <param name="endpoint">The sandbox's endpoint.</param>
    /// <returns>The whole environment for clients of that sandbox.</returns>
    /// <exception cref="MachineException">Credentials are given that are none.</exception>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> environment, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var turned = WithoutAws(environment);
        turned["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/');
        SetCredentials(turned);
        // Profiles hold endpoints, roles and regions, and "ignore_configured_endpoint_urls", which would undo the first line.
        turned["AWS_CONFIG_FILE"] = turned["AWS_SHARED_CREDENTIALS_FILE"] = NoFile;
        // A machine in AWS has a role of its own.
        turned["AWS_EC2_METADATA_DISABLED"] = "true";
        return turned;
    }

    /// <summary>An environment without anything of a client of AWS, for what is no client: the sandbox itself.</summary>
    public static Dictionary<string, string> WithoutAws(IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Where(variable => !IsAws(variable.Key) || Kept.Contains(variable.Key)).ToDictionary(Variables.Comparer);
    }

    private static void SetCredentials(Dictionary<string, string> environment)
    {
        (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = (AccessKeyId, SecretAccessKey);
        if (!environment.TryGetValue(CredentialsVariable, out var given) || given.Length == 0) return;
        if (given.Split(':') is not [['A', 'S', 'I', 'A', ..] key, { Length: > 0 } secret, { Length: > 0 } token])
            throw new MachineException(
                $"{CredentialsVariable} must be key:secret:token of a session that the sandbox handed out, for example by aws sts assume-role.");
        (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]) = (key, secret, token);
    }

    private static bool IsAws(string name) => Families.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));
}
