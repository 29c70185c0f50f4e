using System.Text.RegularExpressions;
using Amazon.Runtime;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// What the SDK throws when it gets no credentials: the source that failed, and what its user can do. The SDK has no types
/// for most of them, so that they are told by their words (AWSSDK.Core 4.1).
/// </summary>
public static partial class CredentialFailure
{
    // What the SDK's chain says of sources that nobody has set up.
    private static readonly string[] Usual =
    [
        "The environment variables AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY/AWS_SESSION_TOKEN were not set",
        "The webIdentityTokenFile must be an absolute path",
        "Unable to find the \"default\" profile",
        "Credential profile [default] is not valid",
        "Failed to connect to EC2 instance metadata",
    ];

    /// <summary>The message of a failure; null for one that is not about getting credentials.</summary>
    public static PipelineException? Of(Exception exception, CredentialSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (exception is PipelineException) return null;
        var chain = Chain(exception).ToList();
        var words = chain.Select(one => one.Message).ToList();
        var innermost = words[^1];
        var profile = source.Profile is { } name ? $"The profile {name}" : "The default profile";
        var option = source.Profile is null ? "" : $" --profile {source.Profile}";

        if (chain.OfType<CredentialProcessException>().FirstOrDefault() is { } process)
            return new PipelineException($"{profile} gets its credentials from a credential_process, which fails: {process.Message.Trim()}", $"Run that command by hand: aws configure get credential_process{option} shows it.", exception);
        if (words.Any(IsOfSso) || chain.Any(one => one.GetType().FullName is "Amazon.SSO.Model.UnauthorizedException" or "Amazon.SSOOIDC.Model.InvalidGrantException"))
            return new PipelineException($"{profile} signs in with AWS IAM Identity Center (SSO), where its session is missing or over: {words[0]}", $"aws sso login{option}", exception);
        if (chain.OfType<AmazonServiceException>().FirstOrDefault(one => one.GetType().Namespace is "Amazon.SSO.Model" or "Amazon.SSOOIDC.Model") is { } refused)
            return new PipelineException($"{profile} gets no credentials from AWS IAM Identity Center (SSO): {refused.Message}", "See that its sso_account_id and sso_role_name are assigned to you.", exception);
        if (words.Any(word => word.Contains("MfaSerialNumber", StringComparison.Ordinal))) return NeedsCode(source.Profile ?? "default", exception);
        if (words.Any(word => word.Contains("WebIdentityTokenFile", StringComparison.Ordinal)))
            return new PipelineException($"The token of a web identity cannot be read: {innermost}", "Correct AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file in the profile; in a pod or a CI job it is mounted by the platform.", exception);
        if (words[0].StartsWith("Unable to retrieve credentials", StringComparison.Ordinal) || innermost.StartsWith("Cannot fetch credentials from container", StringComparison.Ordinal))
            return new PipelineException($"The container's endpoint for credentials is of no use: {innermost}", "AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI names it: outside of such a container take it out of the environment.", exception);
        if (chain.FirstOrDefault(one => one.Message.StartsWith("Error calling AssumeRole", StringComparison.Ordinal)) is { } role)
            return new PipelineException($"{profile} cannot take on its role: {role.Message}: {innermost}", "See that the role exists and that its trust policy names the caller.", exception);
        if (words.Select(word => BadLine().Match(word)).FirstOrDefault(match => match.Success) is { } line)
            // The line itself is not told: it may be a key.
            return new PipelineException($"Line {line.Groups[1].Value} of {line.Groups[2].Value} is no section, property or comment.", "Correct that file.", exception);
        if (words.FirstOrDefault(word => word.StartsWith("Invalid Configuration", StringComparison.Ordinal)) is { } invalid)
            return new PipelineException($"{profile} cannot be used: {invalid}", $"Correct it in {source.Files.Config}: aws configure sso.", exception);
        if (words.FirstOrDefault(word => word.StartsWith("Assembly AWSSDK.", StringComparison.Ordinal)) is not null)
            return new PipelineException($"{profile} is of a kind that the pipeline does not know: {words[0]}", $"""eval "$(aws configure export-credentials{option} --format env)" sets its credentials.""", exception);
        if (chain.Exists(one => one is InvalidDataException) && words.Any(word => word.Contains("rofile [", StringComparison.Ordinal)))
            return new PipelineException($"{profile} cannot be used: {innermost}", $"Correct it in {source.Files.Either}: aws configure list{option} shows what counts.", exception);
        return words[0].StartsWith("Failed to resolve AWS credentials", StringComparison.Ordinal) ? NotFound(words[0], source, exception) : null;
    }

    /// <summary>No profile of that name.</summary>
    /// <param name="files">Where it was looked for.</param>
    /// <param name="known">The profiles that there are.</param>
    public static PipelineException NoProfile(string name, CredentialFiles files, IReadOnlyList<string> known) =>
        new($"There is no profile '{name}', which AWS_PROFILE names, in {files.Either}.",
            Options.CommandLineGuard.FindNearest(name, known) is { } nearest ? $"Did you mean {nearest}?" : "aws configure list-profiles shows those that there are; without an AWS account use --sandbox.");

    /// <summary>A profile that asks for the code of a device.</summary>
    public static PipelineException NeedsCode(string name, Exception? inner = null) =>
        new($"The profile {name} asks for the code of an MFA device (mfa_serial), which the pipeline cannot ask for.", $"""eval "$(aws configure export-credentials --profile {name} --format env)" asks for it and sets the credentials.""", inner);

    private static PipelineException NotFound(string words, CredentialSource source, Exception exception)
    {
        var told = Reason().Matches(words).Select(match => match.Groups[1].Value.Trim()).Where(reason => !Usual.Any(usual => reason.StartsWith(usual, StringComparison.Ordinal))).ToList();
        if (source.Missing is { } missing) told.Insert(0, $"{missing} is not set, though its other half is");
        told.AddRange(source.Files.Complaints);
        return new PipelineException(
            $"No AWS credentials were found in the environment, the profile or the machine's role{(told.Count > 0 ? $": {string.Join("; ", told)}" : "")}.",
            "Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without an AWS account use --sandbox.", exception);
    }

    private static bool IsOfSso(string words) => words.Contains("SSO Token", StringComparison.Ordinal);

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException) yield return one;
    }

    [GeneratedRegex(@"^Exception \d+ of \d+: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Reason();

    [GeneratedRegex("^Line ([0-9]+):<.*> in file (.+) does not contain", RegexOptions.Singleline)]
    private static partial Regex BadLine();
}
