namespace Notejam.Pipeline.Infra;

/// <summary>Where Terraform's states lie: one bucket an account, locked by lock files.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">The bucket's region.</param>
public sealed record StateBackend(string Bucket, string Region)
{
    /// <summary>The backend of an account.</summary>
    public static StateBackend Of(string account, string region) => new($"notejam-state-{account}-{region}", region);

    /// <summary>The partial configuration that <c>terraform init</c> is given.</summary>
    /// <param name="key">The state's key.</param>
    /// <param name="workspacePrefix">Folder of the workspaces' states.</param>
    /// <remarks>Without <c>encrypt</c>, which would ask for S3's own key: the bucket's default encrypts with ours.</remarks>
    public string[] Arguments(string key, string workspacePrefix) =>
    [
        $"-backend-config=bucket={Bucket}", $"-backend-config=region={Region}", $"-backend-config=key={key}",
        $"-backend-config=workspace_key_prefix={workspacePrefix}", "-backend-config=use_lockfile=true",
    ];
}
