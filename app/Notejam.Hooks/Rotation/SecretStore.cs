using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Rotation;

/// <summary>The versions of one secret.</summary>
internal sealed class SecretStore(IAmazonSecretsManager secrets, string secretId)
{
    /// <summary>The stage of the version that applications read.</summary>
    public const string Current = "AWSCURRENT";

    /// <summary>The stage of the version that a rotation prepares.</summary>
    public const string Pending = "AWSPENDING";

    /// <summary>The stage of the version before the current one.</summary>
    public const string Previous = "AWSPREVIOUS";

    /// <summary>The secret's ARN or name.</summary>
    public string Id => secretId;

    /// <summary>The stages of every version.</summary>
    /// <exception cref="HookException">The secret is not rotated.</exception>
    public async Task<IReadOnlyDictionary<string, List<string>>> ReadStagesAsync(CancellationToken cancellationToken)
    {
        var description = await secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = secretId }, cancellationToken);
        return description.RotationEnabled == true ? description.VersionIdsToStages ?? [] : throw new HookException($"{secretId} has no rotation: it is not for this function.");
    }

    /// <summary>The value at a stage, and of a version when one is named; null when there is none.</summary>
    public async Task<string?> FindAsync(string stage, string? version, CancellationToken cancellationToken)
    {
        try
        {
            return (await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretId, VersionStage = stage, VersionId = version }, cancellationToken)).SecretString;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The value at a stage.</summary>
    /// <exception cref="HookException">There is none.</exception>
    public async Task<string> ReadAsync(string stage, string? version, CancellationToken cancellationToken) =>
        await FindAsync(stage, version, cancellationToken) ?? throw new HookException($"{secretId} has no value at {stage}.");

    /// <summary>Keeps a value as the pending one.</summary>
    public Task PutPendingAsync(string version, string value, CancellationToken cancellationToken) =>
        secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = secretId, ClientRequestToken = version, SecretString = value, VersionStages = [Pending] }, cancellationToken);

    /// <summary>Makes a version the current one.</summary>
    public Task MakeCurrentAsync(string version, string? from, CancellationToken cancellationToken) =>
        secrets.UpdateSecretVersionStageAsync(new UpdateSecretVersionStageRequest { SecretId = secretId, VersionStage = Current, MoveToVersionId = version, RemoveFromVersionId = from }, cancellationToken);
}
