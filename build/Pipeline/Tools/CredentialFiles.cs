using Notejam.Machine.Environments;

namespace Notejam.Pipeline.Tools;

/// <summary>The two files that profiles stand in, where the environment says that they are.</summary>
/// <param name="Config">The file of settings.</param>
/// <param name="Credentials">The file of keys.</param>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html.</remarks>
public sealed record CredentialFiles(CredentialFile Config, CredentialFile Credentials)
{
    private static readonly Lock Once = new();
    private static CredentialFiles? _asked;

    /// <summary>Those of this process, as its caller named them.</summary>
    public static CredentialFiles Current => _asked ?? Of(Environment.GetEnvironmentVariable);

    /// <summary>Both of them, for a message.</summary>
    public string Either => $"{Config} or {Credentials}";

    /// <summary>What there is to say of each that cannot be read.</summary>
    public IEnumerable<string> Complaints => new[] { Config.Complaint, Credentials.Complaint }.OfType<string>();

    /// <summary>Reads the variables.</summary>
    public static CredentialFiles Of(Func<string, string?> variable) =>
        new(File("AWS_CONFIG_FILE", "config", variable), File("AWS_SHARED_CREDENTIALS_FILE", "credentials", variable));

    /// <summary>
    /// Keeps the SDK to the files that the AWS CLI would read, for all that it takes from them: credentials, endpoints, retries.
    /// By itself it goes on to those at home where a variable leads nowhere, takes the config beside the credentials that a
    /// variable names, and without HOME the folder that it runs in (AWSSDK.Core 4.1, SharedCredentialsFile): somebody else's
    /// account. It looks once a process, so that this comes before the first of its clients.
    /// </summary>
    public static void Settle()
    {
        lock (Once)
        {
            if (_asked is not null) return;
            _asked = Current;
            foreach (var file in new[] { _asked.Config, _asked.Credentials }) Environment.SetEnvironmentVariable(file.Variable, file.Path ?? SandboxEnvironment.NoFile);
        }
    }

    private static CredentialFile File(string variable, string usual, Func<string, string?> value) => new(variable, value(variable) is { Length: > 0 } named ? named : null, usual);
}
