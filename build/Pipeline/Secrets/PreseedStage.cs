using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Secrets;

/// <summary>Creates the application's secret in a region, or gives it new values. Terraform takes a secret over that it finds, with its value.</summary>
/// <param name="region">The region of <paramref name="secrets"/>.</param>
/// <param name="environment">The environment that the secret is of.</param>
public sealed class PreseedStage(IAmazonSecretsManager secrets, string region, string environment, IStageLog log)
{
    /// <summary>Name of an environment's application secret, the same in every region.</summary>
    public static string NameOf(string environment) => $"notejam-{environment}/application";

    /// <summary>Runs the stage.</summary>
    /// <param name="given">The values to store; null generates some where there are none.</param>
    /// <exception cref="PipelineException">The secret is a replica, or is about to be deleted.</exception>
    public async Task<StageResult<PreseededSecret>> RunAsync(ApplicationSecret? given, CancellationToken cancellationToken = default)
    {
        var name = NameOf(environment);
        if (await FindAsync(secrets, environment, cancellationToken) is not { } found)
        {
            var values = given ?? ApplicationSecret.Generate();
            var created = await CreateAsync(new CreateSecretRequest
            {
                Name = name,
                Description = $"Secret of the application in notejam-{environment}",
                SecretString = values.ToJson(),
                ClientRequestToken = values.Token,
                Tags = [.. new (string Key, string Value)[] { ("Project", "notejam"), ("Environment", environment), ("Region", region) }.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            }, cancellationToken);
            return StageResult.Done(new PreseededSecret(name, created.ARN, created.VersionId, values.Keys), $"created {name} in {region} with {string.Join(", ", values.Keys)}{(given is null ? ", generated" : "")}");
        }

        if (found.DeletedDate is { } deletion)
            throw Deleted(name, region, deletion);
        if (found.PrimaryRegion is { Length: > 0 } primary && primary != region)
            throw new PipelineException($"{name} in {region} is a replica of the one in {primary}.", $"Give it its values there: ./build.sh Preseed --region {primary}");

        var current = await CurrentAsync(name, cancellationToken);
        if (given is null || current?.ToJson() == given.ToJson())
        {
            var holds = new PreseededSecret(name, found.ARN, VersionOf(found), current?.Keys ?? []);
            return StageResult.Skipped(holds, given is null ? $"{name} exists in {region}, and nothing else was given" : $"{name} in {region} holds these values already");
        }

        var written = await secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = name, SecretString = given.ToJson(), ClientRequestToken = given.TokenAfter(VersionOf(found)) }, cancellationToken);
        log.Info("tasks read it when they start: those that run go on with the old values until the next release");
        return StageResult.Done(new PreseededSecret(name, written.ARN, written.VersionId, given.Keys), $"{name} in {region} has new values: {string.Join(", ", given.Keys)}");
    }

    private async Task<CreateSecretResponse> CreateAsync(CreateSecretRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.CreateSecretAsync(request, cancellationToken);
        }
        catch (ResourceExistsException exception)
        {
            // By the same token and values it would have been the same request.
            throw new PipelineException($"Somebody else has created {request.Name} in {region} at the same time.", "Run this again: it then compares the values.", exception);
        }
    }

    /// <summary>Whether a region has an application secret of its own, no replica.</summary>
    /// <exception cref="PipelineException">It has one that is about to be deleted: its name is taken, and it cannot be read.</exception>
    public static async Task<bool> OwnsAsync(IAmazonSecretsManager secrets, string region, string environment, CancellationToken cancellationToken)
    {
        if (await FindAsync(secrets, environment, cancellationToken) is not { } found || (found.PrimaryRegion is { Length: > 0 } primary && primary != region)) return false;
        return found.DeletedDate is { } deletion ? throw Deleted(NameOf(environment), region, deletion) : true;
    }

    /// <summary>An environment's application secret; null when there is none.</summary>
    public static async Task<DescribeSecretResponse?> FindAsync(IAmazonSecretsManager secrets, string environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        try
        {
            return await secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = NameOf(environment) }, cancellationToken);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static PipelineException Deleted(string name, string region, DateTime deletion) =>
        new($"{name} in {region} was deleted at {deletion:u} and can still be taken back.", $"{DeletedSecret.CommandFor(name, region)}; then run this again.");

    /// <summary>What is stored now; null for a value that is none of ours, which is overwritten without being read further.</summary>
    private async Task<ApplicationSecret?> CurrentAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var value = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name }, cancellationToken);
            return ApplicationSecret.Parse(value.SecretString ?? "", name);
        }
        catch (Exception exception) when (exception is ResourceNotFoundException or PipelineException)
        {
            return null;
        }
    }

    private static string VersionOf(DescribeSecretResponse secret) =>
        (secret.VersionIdsToStages ?? []).FirstOrDefault(version => version.Value.Contains("AWSCURRENT")).Key ?? "";
}
