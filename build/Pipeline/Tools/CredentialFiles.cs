namespace Notejam.Pipeline.Tools;

/// <summary>The two files that profiles stand in, where the environment says that they are.</summary>
/// <param name="Config">As AWS_CONFIG_FILE names it, or null for <c>~/.aws/config</c>.</param>
/// <param name="Credentials">As AWS_SHARED_CREDENTIALS_FILE names it, or null for <c>~/.aws/credentials</c>.</param>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html.</remarks>
public sealed record CredentialFiles(string? Config, string? Credentials)
{
    private const string ConfigVariable = "AWS_CONFIG_FILE", CredentialsVariable = "AWS_SHARED_CREDENTIALS_FILE";

    /// <summary>Those of this process.</summary>
    public static CredentialFiles Current => Of(Environment.GetEnvironmentVariable);

    /// <summary>The file of settings, for a message.</summary>
    public string ShownConfig => Shown(Config, ConfigVariable, "~/.aws/config");

    /// <summary>The file of keys, for a message.</summary>
    public string ShownCredentials => Shown(Credentials, CredentialsVariable, "~/.aws/credentials");

    /// <summary>Both of them, for a message.</summary>
    public string Either => $"{ShownConfig} or {ShownCredentials}";

    /// <summary>Each one that a variable names and that is not there.</summary>
    public IEnumerable<string> Missing =>
        new[] { (Variable: ConfigVariable, File: Config), (Variable: CredentialsVariable, File: Credentials) }
            .Where(one => one.File is not null && !File.Exists(one.File)).Select(one => $"{one.Variable} names {one.File}, which is not there");

    /// <summary>
    /// Whether a profile may be taken for what it is. Where AWS_CONFIG_FILE names a file that is not there, the SDK reads
    /// <c>~/.aws/config</c> (AWSSDK.Core 4.1), the AWS CLI does not: a profile of the same name there is of another account.
    /// </summary>
    public bool MayHold(string profile)
    {
        if (Config is null || File.Exists(Config)) return true;
        var credentials = Credentials ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", "credentials");
        return File.Exists(credentials) && File.ReadLines(credentials).Any(line => line.Trim() == $"[{profile}]");
    }

    /// <summary>Reads the variables.</summary>
    public static CredentialFiles Of(Func<string, string?> variable) => new(Value(variable(ConfigVariable)), Value(variable(CredentialsVariable)));

    private static string? Value(string? text) => text is { Length: > 0 } ? text : null;

    private static string Shown(string? named, string variable, string usual) =>
        named is null ? usual : File.Exists(named) ? $"{named} ({variable})" : $"{named} ({variable}, which is not there)";
}
